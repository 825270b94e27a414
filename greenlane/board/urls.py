"""The addresses of the pages that only read."""

from django.urls import path

from greenlane.board import views

app_name = "board"
urlpatterns = [
    path("", views.orders, name="orders"),
    path("board", views.wall, name="wall"),
    path("mine", views.mine, name="mine"),
    path("signatures", views.signatures, name="signatures"),
    path("stops", views.stops, name="stops"),
    path("orders/<str:number>", views.order, name="order"),
]
