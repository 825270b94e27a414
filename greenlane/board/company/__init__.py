"""What a company is made of: pages to stand on, from which the verbs are found."""
