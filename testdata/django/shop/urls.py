from django.contrib import admin
from django.urls import path

from .models import Everything

admin.site.register(Everything)
urlpatterns = [path("admin/", admin.site.urls)]
