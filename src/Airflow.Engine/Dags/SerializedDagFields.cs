namespace Airflow.Engine.Dags;

/// <summary>Lays the typed DAG out as fields for the writer.</summary>
internal static class SerializedDagFields
{
    public static FieldList Document(SerializedDag dag)
    {
        var document = new FieldList();
        document.Add("__version", SerializedDag.Version);
        document.Add("dag", Dag(dag));
        if (dag.TaskDefaults is { } defaults)
        {
            var client = new FieldList();
            client.Add("tasks", SerializedTaskFields.Fields(defaults));
            document.Add("client_defaults", client);
        }

        return document;
    }

    public static List<object>? Params(IReadOnlyList<SerializedParam>? list)
    {
        if (list is null)
        {
            return null;
        }

        var result = new List<object>(list.Count);
        foreach (var param in list)
        {
            var fields = new FieldList();
            fields.Add("__class", param.Class);
            fields.Add("default", param.Default);
            fields.Add("description", param.Description);
            fields.Add("schema", param.Schema);
            fields.Add("source", param.Source);
            fields.Add(param.Extra);
            result.Add(new object[] { param.Name, fields });
        }

        return result;
    }

    public static FieldList? ExpandInput(SerializedExpandInput? input)
    {
        if (input is null)
        {
            return null;
        }

        var fields = new FieldList();
        fields.Add("type", input.Type);
        fields.Add("value", input.Value);
        return fields;
    }

    private static FieldList Dag(SerializedDag dag)
    {
        var fields = new FieldList();
        fields.Add("dag_id", dag.DagId);
        fields.Add("fileloc", dag.Fileloc);
        fields.Add("relative_fileloc", dag.RelativeFileloc);
        fields.Add("_processor_dags_folder", dag.ProcessorDagsFolder);
        fields.Add("dag_display_name", dag.DagDisplayName);
        fields.Add("description", dag.Description);
        fields.Add("doc_md", dag.DocMd);
        fields.Add("timezone", dag.Timezone is { } zone ? zone.Name ?? (object?)zone.OffsetSeconds : null);
        fields.Add("timetable", Timetable(dag.Timetable));
        fields.Add("start_date", dag.StartDate);
        fields.Add("end_date", dag.EndDate);
        fields.Add("dagrun_timeout", dag.DagrunTimeout);
        fields.Add("catchup", dag.Catchup);
        fields.Add("fail_fast", dag.FailFast);
        fields.Add("is_paused_upon_creation", dag.IsPausedUponCreation);
        fields.Add("render_template_as_native_obj", dag.RenderTemplateAsNativeObj);
        fields.Add("disable_bundle_versioning", dag.DisableBundleVersioning);
        fields.Add("rerun_with_latest_version", dag.RerunWithLatestVersion);
        fields.Add("has_on_success_callback", dag.HasOnSuccessCallback);
        fields.Add("has_on_failure_callback", dag.HasOnFailureCallback);
        fields.Add("max_active_tasks", dag.MaxActiveTasks);
        fields.Add("max_active_runs", dag.MaxActiveRuns);
        fields.Add("max_consecutive_failed_dag_runs", dag.MaxConsecutiveFailedDagRuns);
        fields.Add("tags", dag.Tags);
        fields.Add("allowed_run_types", dag.AllowedRunTypes);
        fields.Add("params", Params(dag.Params));
        fields.Add("dag_dependencies", Dependencies(dag.DagDependencies));
        fields.Add("edge_info", Edges(dag.EdgeInfo));
        fields.Add("default_args", dag.DefaultArgs);
        fields.Add("access_control", dag.AccessControl);
        fields.Add("owner_links", dag.OwnerLinks);
        fields.Add("deadline", dag.Deadline);
        fields.Add("tasks", dag.Tasks.Select(SerializedTaskFields.Envelope).ToList<object>());
        fields.Add("task_group", dag.TaskGroup is { } root ? Group(root) : null);
        fields.Add(dag.Extra);
        return fields;
    }

    private static FieldList? Timetable(SerializedTimetable? timetable)
    {
        if (timetable is null)
        {
            return null;
        }

        var fields = new FieldList();
        fields.Add("__type", timetable.Type);
        fields.Add("__var", timetable.Arguments);
        return fields;
    }

    private static List<object>? Dependencies(IReadOnlyList<DagDependency>? dependencies)
    {
        if (dependencies is null)
        {
            return null;
        }

        var result = new List<object>(dependencies.Count);
        foreach (var dependency in dependencies)
        {
            var fields = new FieldList();
            fields.Add("source", dependency.Source);
            fields.Add("target", dependency.Target);
            fields.Add("label", dependency.Label);
            fields.Add("dependency_type", dependency.DependencyType);
            fields.Add("dependency_id", dependency.DependencyId);
            fields.Add(dependency.Extra);
            result.Add(fields);
        }

        return result;
    }

    private static FieldList? Edges(IReadOnlyList<EdgeLabel>? edges)
    {
        if (edges is null)
        {
            return null;
        }

        var result = new FieldList();
        foreach (var from in edges.GroupBy(edge => edge.UpstreamTaskId, StringComparer.Ordinal))
        {
            var targets = new FieldList();
            foreach (var edge in from)
            {
                var label = new FieldList();
                label.Add("label", edge.Label);
                targets.Add(edge.DownstreamTaskId, label);
            }

            result.Add(from.Key, targets);
        }

        return result;
    }

    private static FieldList Group(SerializedTaskGroup group)
    {
        var children = new FieldList(keepOrder: true);
        foreach (var child in group.Children)
        {
            children.Add(child.Id, child.Group is { } inner ? new object[] { "taskgroup", Group(inner) } : new object[] { "operator", child.Id });
        }

        var fields = new FieldList();
        if (group.GroupId is null)
        {
            fields.AddNull("_group_id");
        }

        fields.Add("_group_id", group.GroupId);
        fields.Add("group_display_name", group.GroupDisplayName);
        fields.Add("prefix_group_id", group.PrefixGroupId);
        fields.Add("tooltip", group.Tooltip);
        fields.Add("doc_md", group.DocMd);
        fields.Add("ui_color", group.UiColor);
        fields.Add("ui_fgcolor", group.UiFgcolor);
        fields.Add("is_mapped", group.IsMapped);
        fields.Add("expand_input", ExpandInput(group.ExpandInput));
        fields.Add("children", children);
        fields.Add("upstream_group_ids", group.UpstreamGroupIds);
        fields.Add("downstream_group_ids", group.DownstreamGroupIds);
        fields.Add("upstream_task_ids", group.UpstreamTaskIds);
        fields.Add("downstream_task_ids", group.DownstreamTaskIds);
        fields.Add(group.Extra);
        return fields;
    }
}
