using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Airflow.Engine.Timetables;

namespace Airflow.Engine.Dags.Authoring;

/// <summary>One task in the document's form: only what differs from the schema's defaults, as Airflow writes it.</summary>
internal sealed class TaskWriter(Dag dag, ScheduleZone zone, DagSource source)
{
    private const string CodeField = "<C# code>";

    public SerializedTask Write(Airflow.Operator task) => WithLimits(task.ResolvedOptions, WithOptions(task.ResolvedOptions, WithType(task)));

    private SerializedTask WithType(Airflow.Operator task)
    {
        var type = task.TemplateTarget.OperatorType;
        string[] downstream = [.. dag.Graph.Downstream(task).Select(next => next.Id).Order(StringComparer.Ordinal)];
        return new SerializedTask
        {
            TaskId = task.Id,
            TaskType = type.Name,
            TaskModule = type.Module,
            OperatorName = type.OperatorName,
            UiColor = type.UiColor,
            UiFgcolor = type.UiForegroundColor,
            DownstreamTaskIds = downstream.Length == 0 ? null : [.. downstream],
            TemplateFields = [.. type.TemplateFields.Select(field => field.Name)],
            TemplateExt = type.TemplateExtensions.Count == 0 ? null : [.. type.TemplateExtensions],
            TemplateFieldsRenderers = Renderers(type),
            // whether it runs is for its own process to decide
            IsEmpty = Set(type.IsEmpty && task.ResolvedOptions is { RunIf: null, SkipIf: null }),
            IsSensor = Set(type.IsSensor),
            CanSkipDownstream = Set(type.CanSkipDownstream),
            IsSetup = Set(task.IsSetup),
            IsTeardown = Set(task.IsTeardown),
            OnFailureFailDagrun = Set(task.OnFailureFailDagRun),
            IsMapped = Set(task.IsMapped),
            NeedsExpansion = task.IsMapped ? null : false,
            ExpandInputAttr = task.IsMapped ? "expand_input" : null,
            ExpandInput = task.ExpandInput is { } input ? ExpandInputWriter.Write(input) : null,
            PartialKwargs = task.IsMapped ? JsonElements.Of(new JsonObject()) : null,
            DisallowKwargsOverride = task.IsMapped ? false : null,
            Extra = ExtraFields.From(TemplateValues(task, type).Concat(SerializedValues(task, type))),
        };
    }

    private SerializedTask WithOptions(TaskOptions options, SerializedTask task) => task with
    {
        TaskDisplayName = options.DisplayName,
        Owner = (options.Owner ?? source.Owner) is var owner && owner != "airflow" ? owner : null,
        Retries = (options.Retries ?? source.Retries) is var retries && retries != 0 ? retries : null,
        RetryDelay = options.RetryDelay ?? source.RetryDelay,
        RetryExponentialBackoff = options.RetryExponentialBackoff is { } multiplier and not 0 ? new RetryBackoff(multiplier) : null,
        MaxRetryDelay = options.MaxRetryDelay,
        HasRetryPolicy = options.RetryPolicy is not null,
        StartDate = ToUtc(options.StartDate),
        EndDate = ToUtc(options.EndDate),
        DependsOnPast = Set(options.DependsOnPast),
        IgnoreFirstDependsOnPast = Set(options.IgnoreFirstDependsOnPast),
        WaitForPastDependsBeforeSkipping = Set(options.WaitForPastDependsBeforeSkipping),
        WaitForDownstream = Set(options.WaitForDownstream),
        Params = options.Params is { Count: > 0 } parameters ? ParamWriter.Write(parameters) : null,
        TriggerRule = options.TriggerRule is { } rule and not TriggerRule.AllSuccess ? AirflowName.Of(rule) : null,
        HasOnExecuteCallback = Set(options.OnExecute is not null),
        HasOnFailureCallback = Set(options.OnFailure is not null),
        HasOnSuccessCallback = Set(options.OnSuccess is not null),
        HasOnRetryCallback = Set(options.OnRetry is not null),
        HasOnSkippedCallback = Set(options.OnSkipped is not null),
        Doc = options.Doc,
        DocMd = options.DocMd,
        DocJson = options.DocJson,
        DocYaml = options.DocYaml,
        DocRst = options.DocRst,
    };

    private SerializedTask WithLimits(TaskOptions options, SerializedTask task) => task with
    {
        ExecutionTimeout = options.ExecutionTimeout,
        Queue = (options.Queue ?? source.Queue) is var queue && queue != "default" ? queue : null,
        Pool = options.Pool is { } pool and not "default_pool" ? pool : null,
        PoolSlots = options.PoolSlots is { } slots and not 1 ? slots : null,
        PriorityWeight = options.PriorityWeight is { } weight and not 1 ? weight : null,
        WeightRule = options.WeightRule is { } rule and not Airflow.WeightRule.Downstream ? AirflowName.Of(rule) : null,
        MaxActiveTisPerDag = options.MaxActiveTisPerDag,
        MaxActiveTisPerDagrun = options.MaxActiveTisPerDagrun,
        Executor = options.Executor,
        ExecutorConfig = options.ExecutorConfig is { } config ? JsonSerializer.SerializeToElement(config, XComJson.Options) : null,
        DoXcomPush = options.DoXComPush == false ? false : null,
        MultipleOutputs = Set(options.MultipleOutputs),
        MapIndexTemplate = options.MapIndexTemplate,
        RenderTemplateAsNativeObj = options.RenderTemplateAsNativeObj,
        Inlets = Links(options.Inlets),
        Outlets = Links(options.Outlets),
    };

    private static bool? Set(bool? flag) => flag == true ? true : null;

    private static JsonElement? Renderers(OperatorType type)
    {
        var renderers = new JsonObject(type.TemplateFields.Where(field => field.Renderer is not null)
            .Select(field => KeyValuePair.Create(field.Name, (JsonNode?)field.Renderer)));
        return renderers.Count == 0 ? null : JsonElements.Of(renderers);
    }

    private static ImmutableArray<SerializedAssetLink>? Links(IReadOnlyList<AssetExpression>? expressions) => expressions is not { Count: > 0 }
        ? null
        :
        [
            .. expressions.Select(expression =>
            {
                var json = ScheduleWriter.WriteAsset(expression);
                var type = json["__type"]!.GetValue<string>();
                json.Remove("__type");
                return new SerializedAssetLink(type, JsonElements.Of(json));
            }),
        ];

    /// <summary>Template fields as the author wrote them; one given by C# code shows as such, since code has no text here.</summary>
    private static IEnumerable<KeyValuePair<string, JsonElement>> TemplateValues(Airflow.Operator task, OperatorType type) =>
        from field in type.TemplateFields
        let value = field.Get(task.TemplateTarget)
        where value is not null
        select KeyValuePair.Create(field.Name, ToJson(value));

    private static IEnumerable<KeyValuePair<string, JsonElement>> SerializedValues(Airflow.Operator task, OperatorType type) =>
        from property in type.SerializedFields
        let value = property.GetValue(task.TemplateTarget)
        where value is not null
        select KeyValuePair.Create(AirflowName.Snake(property.Name), ToJson(value));

    private static JsonElement ToJson(object value) => value is Template { Function: not null }
        ? JsonElements.Of(JsonValue.Create(CodeField))
        : JsonSerializer.SerializeToElement(value, value.GetType(), XComJson.Options);

    private DateTimeOffset? ToUtc(DateTime? date) => date is { } value ? DagDates.ToUtc(value, zone) : null;
}
