using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Airflow.Engine.Dags;
using Airflow.Engine.Templates;

namespace Airflow.Conformance.Templates;

/// <summary>Gives the facts that the template vectors are based on.</summary>
internal sealed class VectorContext(JsonObject context, string? run) : ITemplateBackend
{
    public static JsonObject Shared { get; } =
        JsonNode.Parse(File.ReadAllText(Path.Combine(Vectors.Folder, "semantics", "templates.json")))!["context"]!.AsObject();

    public IReadOnlyList<string> TemplateExtensions => Texts(context["task"]!["template_ext"]);

    private JsonObject Run => context["runs"]![run ?? Text(context["default_run"])!]!.AsObject();

    public TaskTemplateFacts Facts(string? undefined)
    {
        var dagParams = context["dag"]!["params"]!.AsObject();
        var resolved = new JsonObject();
        foreach (var (name, value) in dagParams.Concat(context["task"]!["params"]!.AsObject()).Concat(context["conf"]!.AsObject()))
        {
            resolved[name] = value?.DeepClone();
        }

        return new TaskTemplateFacts
        {
            Dag = Dag(),
            Task = Task(),
            Run = RunFacts(),
            Params = Plain(resolved),
            Backend = this,
            UserDefinedMacros = Plain(context["dag"]!["user_defined_macros"]!),
            UserDefinedFilters = new Dictionary<string, Func<object?, object?>>(StringComparer.Ordinal)
            {
                ["shout"] = value => ((string)value!).ToUpperInvariant() + "!",
            },
            Undefined = undefined switch
            {
                null or "StrictUndefined" => UndefinedBehavior.Strict,
                "Undefined" => UndefinedBehavior.Default,
                "DebugUndefined" => UndefinedBehavior.Debug,
                "ChainableUndefined" => UndefinedBehavior.Chainable,
                _ => throw new ArgumentException(undefined, nameof(undefined)),
            },
            Loader = name => Text(context["files"]![name]),
        };
    }

    /// <summary>Renders like a template field, and gives what JSON lacks in the vectors' notation.</summary>
    public JsonNode? Render(JsonNode? value, TemplateScope scope, FieldOptions options)
    {
        var engine = new TemplateEngine(TimeProvider.System);
        return value switch
        {
            JsonArray list => new JsonArray([.. list.Select(item => Render(item, scope, options))]),
            JsonObject map => new JsonObject(map.Select(item => KeyValuePair.Create(item.Key, Render(item.Value, scope, options)))),
            JsonValue text when text.GetValueKind() == JsonValueKind.String => Json(engine.RenderText(text.GetValue<string>(), scope, options, CancellationToken.None)),
            _ => value?.DeepClone(),
        };
    }

    public string? GetVariable(string key) => Text(context["variables"]![key]);

    public Engine.Connections.Connection? GetConnection(string connectionId) => context["connections"]![connectionId] is not JsonObject found
        ? null
        : new Engine.Connections.Connection
        {
            ConnId = connectionId,
            ConnType = Text(found["conn_type"]),
            Host = Text(found["host"]),
            Login = Text(found["login"]),
            Password = Text(found["password"]),
            Port = found["port"]?.GetValue<int>(),
            Schema = Text(found["schema"]),
            Extra = found["extra"] is { } extra ? Engine.PythonJson.Write(extra) : null,
        };

    public IReadOnlyList<object?>? GetXComs(TemplateXComQuery query) => Instances(query) switch
    {
        null => null,
        var found => [.. found.Values],
    };

    public object? GetXCom(TemplateXComQuery query, int mapIndex) => Instances(query)?.GetValueOrDefault(mapIndex);

    public TemplatePreviousRun? GetPreviousSuccessfulRun() => context["previous_successful_run"] is not { } previous
        ? null
        : new TemplatePreviousRun(
            Instant(previous["data_interval_start"]), Instant(previous["data_interval_end"]), Instant(previous["start_date"]), Instant(previous["end_date"]));

    private SortedDictionary<int, object?>? Instances(TemplateXComQuery query)
    {
        if (context["xcoms"]![query.TaskId] is not JsonObject task || !task.TryGetPropertyValue(query.Key, out var value))
        {
            return null;
        }

        // a mapped task's XCom is an object with its map indexes as keys
        var isMapped = value is JsonObject map && map.All(item => int.TryParse(item.Key, CultureInfo.InvariantCulture, out _));
        return isMapped
            ? new(value!.AsObject().ToDictionary(item => int.Parse(item.Key, CultureInfo.InvariantCulture), item => Element(item.Value)))
            : new(new Dictionary<int, object?> { [-1] = Element(value) });
    }

    private TemplateDagFacts Dag()
    {
        var dag = context["dag"]!;
        return new TemplateDagFacts
        {
            DagId = Text(dag["dag_id"])!,
            Description = Text(dag["description"]),
            DocMd = Text(dag["doc_md"]),
            Owner = Text(dag["owner"]),
            Tags = Texts(dag["tags"]),
            TaskIds = [.. Texts(context["task"]!["upstream"]), Text(context["task"]!["task_id"])!, .. Texts(context["task"]!["downstream"])],
            StartDate = Instant(dag["start_date"]),
            Schedule = Text(dag["schedule"]),
            Timezone = Text(dag["timezone"])!,
            Timetable = new SerializedTimetable(
                "airflow.timetables.trigger.CronTriggerTimetable",
                JsonSerializer.SerializeToElement(new JsonObject
                {
                    ["expression"] = Text(dag["schedule"]),
                    ["timezone"] = Text(dag["timezone"]),
                    ["interval"] = 0.0,
                    ["run_immediately"] = false,
                })),
            Catchup = dag["catchup"]!.GetValue<bool>(),
            MaxActiveRuns = dag["max_active_runs"]!.GetValue<int>(),
            Params = Plain(dag["params"]!),
        };
    }

    private TemplateTaskFacts Task()
    {
        var task = context["task"]!;
        return new TemplateTaskFacts
        {
            TaskId = Text(task["task_id"])!,
            TaskType = Text(task["operator_class_name"])!,
            Owner = Text(task["owner"])!,
            Retries = task["retries"]!.GetValue<int>(),
            Pool = Text(task["pool"])!,
            Queue = Text(task["queue"])!,
            UpstreamTaskIds = Texts(task["upstream"]),
            DownstreamTaskIds = Texts(task["downstream"]),
            Params = Plain(task["params"]!),
            Inlets = Assets(task["inlets"]),
            Outlets = Assets(task["outlets"]),
            MapIndexTemplate = Text(task["map_index_template"]),
        };
    }

    private TemplateRunFacts RunFacts() => new()
    {
        RunId = Text(Run["run_id"])!,
        RunType = Text(Run["run_type"])!,
        LogicalDate = Instant(Run["logical_date"]),
        DataIntervalStart = Instant(Run["data_interval_start"]),
        DataIntervalEnd = Instant(Run["data_interval_end"]),
        RunAfter = Instant(Run["run_after"])!.Value,
        StartDate = Instant(Run["start_date"]),
        MapIndex = Run["map_index"]!.GetValue<int>(),
        TryNumber = Run["try_number"]!.GetValue<int>(),
        MaxTries = context["task"]!["retries"]!.GetValue<int>(),
        Conf = Plain(context["conf"]!),
        TriggeringAssetEvents = [.. context["triggering_asset_events"]!.AsArray().Select(Event)],
    };

    private static TemplateAssetEvent Event(JsonNode? item) => new()
    {
        Asset = new TemplateAsset(Text(item!["asset"]!["name"])!, Text(item["asset"]!["uri"])!),
        Extra = Plain(item["extra"]!),
        SourceTaskId = Text(item["source_task_id"]),
        SourceDagId = Text(item["source_dag_id"]),
        SourceRunId = Text(item["source_run_id"]),
        Timestamp = Instant(item["timestamp"])!.Value,
    };

    private static List<TemplateAsset> Assets(JsonNode? list) =>
        [.. list!.AsArray().Select(asset => new TemplateAsset(Text(asset!["name"])!, Text(asset["uri"])!))];

    private static string? Text(JsonNode? node) => node?.GetValue<string>();

    private static List<string> Texts(JsonNode? list) => [.. list!.AsArray().Select(item => item!.GetValue<string>())];

    private static DateTimeOffset? Instant(JsonNode? node) => node is null ? null : DateTimeOffset.Parse(node.GetValue<string>(), CultureInfo.InvariantCulture);

    private static object? Element(JsonNode? node) => node is null ? null : JsonSerializer.SerializeToElement(node);

    private static Dictionary<string, object?> Plain(JsonNode map) =>
        map.AsObject().ToDictionary(item => item.Key, item => Element(item.Value), StringComparer.Ordinal);

    private static JsonNode? Json(object? value) => value switch
    {
        null => null,
        bool flag => JsonValue.Create(flag),
        long number => JsonValue.Create(number),
        double number => JsonValue.Create(number),
        string text => JsonValue.Create(text),
        PyList list => new JsonArray([.. list.Items.Select(Json)]),
        PyDict map => new JsonObject(map.Items.Select(item => KeyValuePair.Create(PyText.Str(item.Key), Json(item.Value)))),
        PyTuple tuple => new JsonObject { ["$tuple"] = new JsonArray([.. tuple.Items.Select(Json)]) },
        PySet set => new JsonObject { ["$set"] = new JsonArray([.. set.Items.Select(Json)]) },
        PyDateTime date => new JsonObject { ["$datetime"] = date.ToText('T') },
        PyDate date => new JsonObject { ["$date"] = date.IsoFormat() },
        PyTimeDelta delta => new JsonObject { ["$timedelta_seconds"] = delta.TotalSeconds },
        System.Numerics.BigInteger big => JsonNode.Parse(big.ToString(CultureInfo.InvariantCulture)),
        _ => new JsonObject { ["$object"] = PyType.Name(value) },
    };
}
