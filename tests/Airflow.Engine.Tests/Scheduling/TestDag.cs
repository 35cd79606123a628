using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Airflow.Engine.Dags;
using Airflow.Testing.Memory;

namespace Airflow.Engine.Tests.Scheduling;

/// <summary>Small DAGs for scheduler tests, as documents.</summary>
internal sealed class TestDag(string dagId)
{
    private readonly List<SerializedTask> tasks = [];
    private readonly List<SerializedTaskGroup> groups = [];

    public int MaxActiveTasks { get; init; } = 16;

    public int MaxActiveRuns { get; init; } = 16;

    public TimeSpan? DagrunTimeout { get; init; }

    public bool IsFailFast { get; init; }

    public bool HasCallbacks { get; init; }

    public int MaxConsecutiveFailedRuns { get; init; }

    public TestDag Task(string taskId, params string[] downstream) => Task(taskId, task => task, downstream);

    public TestDag Task(string taskId, Func<SerializedTask, SerializedTask> options, params string[] downstream)
    {
        tasks.Add(options(new SerializedTask { TaskId = taskId, TaskType = "CSharpTask", TaskModule = "Airflow.Sdk", DownstreamTaskIds = [.. downstream] }));
        return this;
    }

    /// <summary>A group of tasks that were added before, mapped when it says over what.</summary>
    public TestDag Group(string groupId, SerializedExpandInput? over, params string[] members)
    {
        groups.Add(new SerializedTaskGroup
        {
            GroupId = groupId,
            IsMapped = over is null ? null : true,
            ExpandInput = over,
            Children = [.. members.Select(member => new SerializedGroupChild(member, null))],
        });
        return this;
    }

    public SerializedDag Document() => new()
    {
        DagId = dagId,
        Fileloc = $"/dags/{dagId}.cs",
        RelativeFileloc = $"{dagId}.cs",
        MaxActiveTasks = MaxActiveTasks,
        DagrunTimeout = DagrunTimeout,
        FailFast = IsFailFast,
        HasOnSuccessCallback = HasCallbacks ? true : null,
        HasOnFailureCallback = HasCallbacks ? true : null,
        Tasks = tasks.ToImmutableArray(),
        TaskGroup = groups.Count == 0 ? null : new SerializedTaskGroup
        {
            Children = [.. groups.Select(group => new SerializedGroupChild(group.GroupId!, group)), .. Ungrouped().Select(id => new SerializedGroupChild(id, null))],
        },
    };

    /// <summary>Over that many literal values.</summary>
    public static SerializedExpandInput OverValues(int count) => new(
        SerializedExpandInput.DictOfLists,
        JsonSerializer.SerializeToElement(new Dictionary<string, int[]> { ["value"] = [.. Enumerable.Range(0, count)] }));

    public static SerializedExpandInput Over(string taskId) => new(SerializedExpandInput.DictOfLists, JsonElement.Parse(
        $$$$"""{"value": {"__type": "xcomref", "__var": {"task_id": "{{{{taskId}}}}", "key": "return_value"}}}"""));

    public async Task StoreAsync(MemoryDatabase database, string bundleVersion = "v1")
    {
        var document = Document();
        var record = new DagRecord
        {
            DagId = dagId,
            FileLocation = document.Fileloc,
            RelativeFileLocation = $"{dagId}.cs",
            BundleName = "dags-folder",
            BundleVersion = bundleVersion,
            MaxActiveRuns = MaxActiveRuns,
            MaxConsecutiveFailedRuns = MaxConsecutiveFailedRuns,
            FailFast = IsFailFast,
            MaxActiveTasks = MaxActiveTasks,
        };
        var file = new ParsedFile
        {
            BundleName = "dags-folder",
            RelativePath = $"{dagId}.cs",
            ParsedAt = database.Clock.GetUtcNow(),
            Dags = [new ParsedDag { Dag = record, Data = Encoding.UTF8.GetString(DagSerialization.Write(document)), DagHash = bundleVersion }],
        };
        await database.Stores.Dags.SaveAsync([file], CancellationToken.None);
    }

    private IEnumerable<string> Ungrouped() =>
        tasks.Select(task => task.TaskId).Except(groups.SelectMany(group => group.Children).Select(child => child.Id), StringComparer.Ordinal);
}
