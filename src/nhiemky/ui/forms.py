"""How forms look: every field with its label, help and errors beside it."""

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Our own field and form templates."""

    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"
