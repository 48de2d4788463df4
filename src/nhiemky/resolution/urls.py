"""Addresses of `resolution`."""

from django.urls import URLPattern, URLResolver, path

from nhiemky.resolution.views import milestones, resolutions, tasks, text

app_name = "resolution"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", resolutions.index, name="index"),
    path("moi/", resolutions.draft, name="draft"),
    path("<int:pk>/", resolutions.resolution, name="resolution"),
    path("<int:pk>/sua/", resolutions.change, name="change"),
    path("<int:pk>/sua-doi/", resolutions.amend, name="amend"),
    path("<int:pk>/dua-ra-bieu-quyet/", resolutions.put_to_vote, name="put_to_vote"),
    path("<int:pk>/bieu-quyet/", resolutions.decide, name="decide"),
    path("<int:pk>/thay-the/", resolutions.replace, name="replace"),
    path("<int:pk>/nghi-quyet.pdf", resolutions.pdf, name="pdf"),
    path("<int:pk>/nghi-quyet.docx", resolutions.docx, name="docx"),
    path("<int:pk>/chi-tieu/", text.add_target, name="add_target"),
    path("chi-tieu/<int:pk>/", text.change_target, name="change_target"),
    path("chi-tieu/<int:pk>/xoa/", text.remove_target, name="remove_target"),
    path("chi-tieu/<int:pk>/moc/", milestones.milestone, name="milestone"),
    path("moc/<int:pk>/", milestones.statement_file, name="statement_file"),
    path("<int:pk>/nhiem-vu/", text.add_task, name="add_task"),
    path("nhiem-vu/<int:pk>/sua/", text.change_task, name="change_task"),
    path("nhiem-vu/<int:pk>/xoa/", text.remove_task, name="remove_task"),
    path("nhiem-vu/<int:pk>/", tasks.task, name="task"),
    path("nhiem-vu/<int:pk>/trang-thai/", tasks.advance, name="advance"),
    path("nhiem-vu/<int:pk>/minh-chung/", tasks.evidence, name="evidence"),
    path("nhiem-vu/<int:pk>/ghi-chu/", tasks.write_note, name="note"),
    path("minh-chung/<int:pk>/", tasks.evidence_file, name="evidence_file"),
]
