"""Who may publish figures. What is published is public."""

from nhiemky.organisation.access import right
from nhiemky.organisation.models import Role

PUBLISH = right("figures.publish", Role.CLERK)
SEE_DRAFTS = right("figures.see_drafts", Role.CLERK, Role.EDITOR, Role.AUDITOR, Role.SUPERIOR)
