using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace Airflow.Engine.Dags;

/// <summary>Reads one task.</summary>
internal static class SerializedTaskReader
{
    public static SerializedTask Read(JsonElement element, string path)
    {
        var envelope = new FieldReader(element, path);
        var type = envelope.RequiredString("__type");
        if (type != "operator")
        {
            throw new DagSerializationException($"{path}.__type", $"is '{type}', not 'operator'");
        }

        var inner = envelope.ObjectValue("__var") ?? throw new DagSerializationException($"{path}.__var", "is required");
        if (envelope.Rest.Count > 0)
        {
            throw new DagSerializationException(path, $"has the unknown field '{envelope.Rest.Items[0].Key}'");
        }

        var task = ReadFields(inner, path);
        return task.TaskId.Length > 0 ? task : throw new DagSerializationException($"{path}.task_id", "is required");
    }

    public static SerializedTask ReadFields(JsonElement element, string path)
    {
        var templated = new FieldReader(element, path).Strings("template_fields") ?? [];
        var fields = new FieldReader(element, path, templated);
        var task = ReadMapping(fields, ReadFlags(fields, ReadScheduling(fields, ReadIdentity(fields))));
        return task with { Extra = fields.Rest };
    }

    private static SerializedTask ReadIdentity(FieldReader fields) => new()
    {
        TaskId = fields.String("task_id") ?? "",
        TaskDisplayName = fields.String("_task_display_name"),
        TaskType = fields.String("task_type"),
        TaskModule = fields.String("_task_module"),
        OperatorName = fields.String("_operator_name"),
        Owner = fields.String("owner"),
        UiColor = fields.String("ui_color"),
        UiFgcolor = fields.String("ui_fgcolor"),
        Doc = fields.String("doc"),
        DocMd = fields.String("doc_md"),
        DocJson = fields.String("doc_json"),
        DocYaml = fields.String("doc_yaml"),
        DocRst = fields.String("doc_rst"),
        DownstreamTaskIds = fields.Strings("downstream_task_ids"),
        TemplateFields = fields.Strings("template_fields"),
        TemplateExt = fields.Strings("template_ext"),
        TemplateFieldsRenderers = fields.ObjectValue("template_fields_renderers"),
        Params = ParamReader.Read(fields, "params"),
        Inlets = ReadAssets(fields, "inlets"),
        Outlets = ReadAssets(fields, "outlets"),
        OperatorExtraLinks = fields.Any("_operator_extra_links"),
    };

    private static SerializedTask ReadScheduling(FieldReader fields, SerializedTask task) => task with
    {
        TriggerRule = fields.String("trigger_rule"),
        DependsOnPast = fields.Bool("depends_on_past"),
        IgnoreFirstDependsOnPast = fields.Bool("ignore_first_depends_on_past"),
        WaitForPastDependsBeforeSkipping = fields.Bool("wait_for_past_depends_before_skipping"),
        WaitForDownstream = fields.Bool("wait_for_downstream"),
        Retries = fields.Int("retries"),
        RetryDelay = fields.Seconds("retry_delay"),
        RetryExponentialBackoff = ReadBackoff(fields),
        MaxRetryDelay = fields.Seconds("max_retry_delay"),
        HasRetryPolicy = fields.Bool("has_retry_policy"),
        ExecutionTimeout = fields.Seconds("execution_timeout"),
        StartDate = fields.Instant("start_date"),
        EndDate = fields.Instant("end_date"),
        Queue = fields.String("queue"),
        Pool = fields.String("pool"),
        PoolSlots = fields.Int("pool_slots"),
        PriorityWeight = ReadPriority(fields),
        WeightRule = fields.String("weight_rule"),
        Executor = fields.String("executor"),
        ExecutorConfig = fields.ObjectValue("executor_config"),
        MaxActiveTisPerDag = fields.Int("max_active_tis_per_dag"),
        MaxActiveTisPerDagrun = fields.Int("max_active_tis_per_dagrun"),
    };

    private static SerializedTask ReadFlags(FieldReader fields, SerializedTask task) => task with
    {
        DoXcomPush = fields.Bool("do_xcom_push"),
        MultipleOutputs = fields.Bool("multiple_outputs"),
        EmailOnFailure = fields.Bool("email_on_failure"),
        EmailOnRetry = fields.Bool("email_on_retry"),
        AllowNestedOperators = fields.Bool("allow_nested_operators"),
        RenderTemplateAsNativeObj = fields.Bool("render_template_as_native_obj"),
        IsSetup = fields.Bool("is_setup"),
        IsTeardown = fields.Bool("is_teardown"),
        OnFailureFailDagrun = fields.Bool("on_failure_fail_dagrun"),
        IsSensor = fields.Bool("_is_sensor"),
        IsEmpty = fields.Bool("_is_empty"),
        CanSkipDownstream = fields.Bool("_can_skip_downstream"),
        NeedsExpansion = fields.Bool("_needs_expansion"),
        StartFromTrigger = fields.Bool("start_from_trigger"),
        StartTriggerArgs = fields.ObjectValue("start_trigger_args"),
        HasOnExecuteCallback = fields.Bool("has_on_execute_callback"),
        HasOnFailureCallback = fields.Bool("has_on_failure_callback"),
        HasOnSkippedCallback = fields.Bool("has_on_skipped_callback"),
        HasOnSuccessCallback = fields.Bool("has_on_success_callback"),
        HasOnRetryCallback = fields.Bool("has_on_retry_callback"),
    };

    private static SerializedTask ReadMapping(FieldReader fields, SerializedTask task)
    {
        if (fields.Bool("_is_mapped") is not { } mapped)
        {
            return task;
        }

        var attribute = fields.String("_expand_input_attr");
        return task with
        {
            IsMapped = mapped,
            ExpandInputAttr = attribute,
            ExpandInput = ExpandInputReader.Read(fields, attribute ?? "expand_input")
                ?? throw new DagSerializationException(fields.At(attribute ?? "expand_input"), "is required of a mapped task"),
            DisallowKwargsOverride = fields.Bool("_disallow_kwargs_override"),
            PartialKwargs = fields.ObjectValue("partial_kwargs"),
            MapIndexTemplate = fields.String("map_index_template"),
        };
    }

    // Airflow refuses a weight that is no integer, null included, and cuts one that is too large for a column of 32 bits.
    private static long? ReadPriority(FieldReader fields)
    {
        var value = fields.AnyOrNull("priority_weight");
        return value.ValueKind switch
        {
            JsonValueKind.Undefined => null,
            JsonValueKind.Number when value.TryGetInt64(out var weight) => Math.Clamp(weight, int.MinValue, int.MaxValue),
            JsonValueKind.Number when BigInteger.TryParse(value.GetRawText(), CultureInfo.InvariantCulture, out var weight) =>
                weight.Sign < 0 ? int.MinValue : int.MaxValue,
            _ => throw FieldReader.Expected("a whole number", value, fields.At("priority_weight")),
        };
    }

    public static RetryBackoff? ReadBackoff(FieldReader fields) => fields.Any("retry_exponential_backoff") switch
    {
        null => null,
        { ValueKind: JsonValueKind.True } => RetryBackoff.FromFlag(true),
        { ValueKind: JsonValueKind.False } => RetryBackoff.FromFlag(false),
        { ValueKind: JsonValueKind.Number } number when number.TryGetDouble(out var factor) => new(factor),
        { } other => throw FieldReader.Expected("a factor", other, fields.At("retry_exponential_backoff")),
    };

    public static ImmutableArray<SerializedAssetLink>? ReadAssets(FieldReader fields, string name)
    {
        if (fields.ArrayValue(name) is not { } list)
        {
            return null;
        }

        var assets = ImmutableArray.CreateBuilder<SerializedAssetLink>(list.GetArrayLength());
        foreach (var item in list.EnumerateArray())
        {
            var asset = new FieldReader(item, $"{fields.At(name)}[{assets.Count}]");
            assets.Add(new SerializedAssetLink(asset.RequiredString("__type"), asset.AnyOrNull("__var")));
        }

        return assets.MoveToImmutable();
    }
}
