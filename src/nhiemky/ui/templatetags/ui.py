"""Template tags of the house: numbers, dates and components."""

from django import template

register = template.Library()
