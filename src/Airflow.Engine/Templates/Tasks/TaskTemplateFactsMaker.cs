using System.Runtime.CompilerServices;
using System.Text.Json;
using Airflow.Engine.Dags;
using Airflow.Engine.Dags.Authoring;
using Airflow.Hosting;

namespace Airflow.Engine.Templates;

/// <summary>Collects what the templates of a C# task may know.</summary>
internal sealed class TaskTemplateFactsMaker
{
    private readonly ConditionalWeakTable<Dag, SerializedDag> _dags = [];

    public TaskTemplateFacts Make(TaskContext context)
    {
        var task = context.Task ?? throw new InvalidOperationException($"Task '{context.TaskId}' runs without its operator, so its templates have no context.");
        var dag = _dags.GetValue(task.Dag, key => Serialize(key, context));
        return new TaskTemplateFacts
        {
            Dag = DagFacts(task.Dag, dag),
            Task = TaskFacts(task, dag),
            Run = RunFacts(context),
            Params = Plain(context.Params.Values),
            Backend = new TaskTemplateBackend(context),
            UserDefinedMacros = task.Dag.UserDefinedMacros,
            Loader = TemplatePath.Folders([.. TemplateFile.Folders(context)]),
        };
    }

    private static SerializedDag Serialize(Dag dag, TaskContext context) => DagSerializer.Serialize(dag, new DagSource
    {
        FileLocation = dag.Place.File,
        RelativeFileLocation = Path.GetFileName(dag.Place.File),
        DagsFolder = context.DagFolder ?? "",
    });

    private static TemplateDagFacts DagFacts(Dag dag, SerializedDag serialized) => new()
    {
        DagId = dag.DagId,
        DisplayName = dag.DisplayName,
        Description = dag.Description,
        DocMd = dag.DocMd,
        Owner = string.Join(", ", serialized.Tasks.Select(task => task.Owner ?? "airflow").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)),
        Fileloc = serialized.Fileloc,
        Tags = dag.Tags,
        TaskIds = [.. dag.Tasks.Select(task => task.Id)],
        StartDate = serialized.StartDate,
        EndDate = serialized.EndDate,
        Schedule = dag.Schedule.Summary,
        Timezone = serialized.Timezone?.Name ?? "UTC",
        Timetable = serialized.Timetable,
        Catchup = serialized.Catchup ?? false,
        MaxActiveRuns = serialized.MaxActiveRuns ?? 16,
        MaxActiveTasks = serialized.MaxActiveTasks ?? 16,
        RenderTemplateAsNativeObj = dag.RenderTemplateAsNativeObj,
        Params = dag.Params.ToDictionary(param => param.Key, param => (object?)ParamDefault(serialized, param.Key), StringComparer.Ordinal),
    };

    private static JsonElement? ParamDefault(SerializedDag dag, string name) =>
        (dag.Params ?? []).FirstOrDefault(param => string.Equals(param.Name, name, StringComparison.Ordinal))?.Default;

    private static TemplateTaskFacts TaskFacts(Operator task, SerializedDag dag)
    {
        var document = dag.Tasks.First(candidate => string.Equals(candidate.TaskId, task.Id, StringComparison.Ordinal));
        var settings = new TaskSettingsResolver(dag).Resolve(document);
        return new TemplateTaskFacts
        {
            TaskId = task.Id,
            DisplayName = settings.DisplayName,
            TaskType = document.TaskType ?? task.OperatorType.Name,
            Owner = settings.Owner,
            Queue = settings.Queue,
            Pool = settings.Pool,
            PoolSlots = settings.PoolSlots,
            PriorityWeight = settings.PriorityWeight,
            Retries = settings.Retries,
            RetryDelay = settings.RetryDelay,
            ExecutionTimeout = settings.ExecutionTimeout,
            TriggerRule = settings.TriggerRule,
            DependsOnPast = settings.DependsOnPast,
            DocMd = document.DocMd,
            MapIndexTemplate = settings.MapIndexTemplate,
            UpstreamTaskIds = [.. dag.Tasks.Where(other => other.DownstreamTaskIds?.Contains(task.Id) == true).Select(other => other.TaskId)],
            DownstreamTaskIds = document.DownstreamTaskIds ?? [],
            Inlets = Assets(task.ResolvedOptions.Inlets),
            Outlets = Assets(task.ResolvedOptions.Outlets),
            Arguments = task.TemplateTarget.OperatorType.TemplateFields.ToDictionary(field => field.Name, field => field.Plain(task.TemplateTarget), StringComparer.Ordinal),
        };
    }

    private static TemplateRunFacts RunFacts(TaskContext context)
    {
        var details = context.Details;
        return new TemplateRunFacts
        {
            RunId = details.RunId,
            RunType = AirflowName.Of(details.RunType),
            LogicalDate = details.LogicalDate,
            DataIntervalStart = details.DataInterval?.Start,
            DataIntervalEnd = details.DataInterval?.End,
            RunAfter = details.RunAfter,
            StartDate = details.RunStartDate,
            Conf = Plain(details.Conf),
            TaskInstanceId = details.TaskInstanceId,
            MapIndex = details.MapIndex,
            TryNumber = details.TryNumber,
            MaxTries = details.MaxTries,
            TaskRescheduleCount = details.RescheduleCount,
            TaskStartDate = details.StartDate,
            Hostname = Environment.MachineName,
            TriggeringAssetEvents = [.. details.TriggeringAssetEvents.Select(Event)],
        };
    }

    private static IReadOnlyList<TemplateAsset> Assets(IReadOnlyList<AssetExpression>? assets) => [.. (assets ?? []).OfType<Asset>().Select(Asset)];

    private static TemplateAsset Asset(Asset asset) => new(asset.Name, asset.Uri) { Group = asset.Group, Extra = asset.Extra };

    private static TemplateAssetEvent Event(AssetEvent item) => new()
    {
        Asset = Asset(item.Asset),
        Extra = Plain(item.Extra),
        SourceTaskId = item.SourceTaskId,
        SourceDagId = item.SourceDagId,
        SourceRunId = item.SourceRunId,
        SourceMapIndex = item.SourceMapIndex,
        Timestamp = item.Timestamp,
    };

    private static Dictionary<string, object?> Plain(IReadOnlyDictionary<string, JsonElement> values) =>
        values.ToDictionary(entry => entry.Key, entry => (object?)entry.Value, StringComparer.Ordinal);
}
