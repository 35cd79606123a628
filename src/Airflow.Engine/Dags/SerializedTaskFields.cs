namespace Airflow.Engine.Dags;

/// <summary>Lays one task out as fields for the writer.</summary>
internal static class SerializedTaskFields
{
    public static FieldList Envelope(SerializedTask task)
    {
        var envelope = new FieldList();
        envelope.Add("__type", "operator");
        envelope.Add("__var", Fields(task));
        return envelope;
    }

    public static FieldList Fields(SerializedTask task)
    {
        var fields = new FieldList();
        AddIdentity(fields, task);
        AddScheduling(fields, task);
        AddFlags(fields, task);
        AddMapping(fields, task);
        fields.Add(task.Extra);
        return fields;
    }

    private static void AddIdentity(FieldList fields, SerializedTask task)
    {
        fields.Add("task_id", task.TaskId.Length > 0 ? task.TaskId : null);
        fields.Add("_task_display_name", task.TaskDisplayName);
        fields.Add("task_type", task.TaskType);
        fields.Add("_task_module", task.TaskModule);
        fields.Add("_operator_name", task.OperatorName);
        fields.Add("owner", task.Owner);
        fields.Add("ui_color", task.UiColor);
        fields.Add("ui_fgcolor", task.UiFgcolor);
        fields.Add("doc", task.Doc);
        fields.Add("doc_md", task.DocMd);
        fields.Add("doc_json", task.DocJson);
        fields.Add("doc_yaml", task.DocYaml);
        fields.Add("doc_rst", task.DocRst);
        fields.Add("downstream_task_ids", task.DownstreamTaskIds);
        fields.Add("template_fields", task.TemplateFields);
        fields.Add("template_ext", task.TemplateExt);
        fields.Add("template_fields_renderers", task.TemplateFieldsRenderers);
        fields.Add("_operator_extra_links", task.OperatorExtraLinks);
        fields.Add("params", SerializedDagFields.Params(task.Params));
        fields.Add("inlets", Assets(task.Inlets));
        fields.Add("outlets", Assets(task.Outlets));
    }

    private static void AddScheduling(FieldList fields, SerializedTask task)
    {
        fields.Add("trigger_rule", task.TriggerRule);
        fields.Add("depends_on_past", task.DependsOnPast);
        fields.Add("ignore_first_depends_on_past", task.IgnoreFirstDependsOnPast);
        fields.Add("wait_for_past_depends_before_skipping", task.WaitForPastDependsBeforeSkipping);
        fields.Add("wait_for_downstream", task.WaitForDownstream);
        fields.Add("retries", task.Retries);
        fields.Add("retry_delay", task.RetryDelay);
        fields.Add("max_retry_delay", task.MaxRetryDelay);
        fields.Add("has_retry_policy", task.HasRetryPolicy);
        fields.Add("execution_timeout", task.ExecutionTimeout);
        fields.Add("start_date", task.StartDate);
        fields.Add("end_date", task.EndDate);
        fields.Add("queue", task.Queue);
        fields.Add("pool", task.Pool);
        fields.Add("pool_slots", task.PoolSlots);
        fields.Add("priority_weight", task.PriorityWeight);
        fields.Add("weight_rule", task.WeightRule);
        fields.Add("executor", task.Executor);
        fields.Add("executor_config", task.ExecutorConfig);
        fields.Add("max_active_tis_per_dag", task.MaxActiveTisPerDag);
        fields.Add("max_active_tis_per_dagrun", task.MaxActiveTisPerDagrun);
        if (task.RetryExponentialBackoff is { } backoff)
        {
            fields.Add("retry_exponential_backoff", backoff.IsFlag ? backoff.Multiplier > 0 : backoff.Multiplier);
        }
    }

    private static void AddFlags(FieldList fields, SerializedTask task)
    {
        fields.Add("do_xcom_push", task.DoXcomPush);
        fields.Add("multiple_outputs", task.MultipleOutputs);
        fields.Add("email_on_failure", task.EmailOnFailure);
        fields.Add("email_on_retry", task.EmailOnRetry);
        fields.Add("allow_nested_operators", task.AllowNestedOperators);
        fields.Add("render_template_as_native_obj", task.RenderTemplateAsNativeObj);
        fields.Add("is_setup", task.IsSetup);
        fields.Add("is_teardown", task.IsTeardown);
        fields.Add("on_failure_fail_dagrun", task.OnFailureFailDagrun);
        fields.Add("_is_sensor", task.IsSensor);
        fields.Add("_is_empty", task.IsEmpty);
        fields.Add("_can_skip_downstream", task.CanSkipDownstream);
        fields.Add("_needs_expansion", task.NeedsExpansion);
        fields.Add("start_from_trigger", task.StartFromTrigger);
        fields.Add("start_trigger_args", task.StartTriggerArgs);
        fields.Add("has_on_execute_callback", task.HasOnExecuteCallback);
        fields.Add("has_on_failure_callback", task.HasOnFailureCallback);
        fields.Add("has_on_skipped_callback", task.HasOnSkippedCallback);
        fields.Add("has_on_success_callback", task.HasOnSuccessCallback);
        fields.Add("has_on_retry_callback", task.HasOnRetryCallback);
    }

    private static void AddMapping(FieldList fields, SerializedTask task)
    {
        fields.Add("_is_mapped", task.IsMapped);
        fields.Add("_expand_input_attr", task.ExpandInputAttr);
        fields.Add(task.ExpandInputAttr ?? "expand_input", SerializedDagFields.ExpandInput(task.ExpandInput));
        fields.Add("_disallow_kwargs_override", task.DisallowKwargsOverride);
        fields.Add("partial_kwargs", task.PartialKwargs);
        fields.Add("map_index_template", task.MapIndexTemplate);
    }

    private static List<object>? Assets(IReadOnlyList<SerializedAssetLink>? assets)
    {
        if (assets is null)
        {
            return null;
        }

        var result = new List<object>(assets.Count);
        foreach (var asset in assets)
        {
            var fields = new FieldList();
            fields.Add("__type", asset.Type);
            fields.Add("__var", asset.Value);
            result.Add(fields);
        }

        return result;
    }
}
