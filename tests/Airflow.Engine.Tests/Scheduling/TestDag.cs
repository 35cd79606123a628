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

    public int MaxActiveTasks { get; init; } = 16;

    public int MaxActiveRuns { get; init; } = 16;

    public TimeSpan? DagrunTimeout { get; init; }

    public bool IsFailFast { get; init; }

    public int MaxConsecutiveFailedRuns { get; init; }

    public TestDag Task(string taskId, params string[] downstream) => Task(taskId, task => task, downstream);

    public TestDag Task(string taskId, Func<SerializedTask, SerializedTask> options, params string[] downstream)
    {
        tasks.Add(options(new SerializedTask { TaskId = taskId, TaskType = "CSharpTask", TaskModule = "Airflow.Sdk", DownstreamTaskIds = [.. downstream] }));
        return this;
    }

    public static SerializedExpandInput Over(string taskId) => new(SerializedExpandInput.DictOfLists, JsonElement.Parse(
        $$$$"""{"value": {"__type": "xcomref", "__var": {"task_id": "{{{{taskId}}}}", "key": "return_value"}}}"""));

    public async Task StoreAsync(MemoryDatabase database)
    {
        var document = new SerializedDag
        {
            DagId = dagId,
            Fileloc = $"/dags/{dagId}.cs",
            RelativeFileloc = $"{dagId}.cs",
            MaxActiveTasks = MaxActiveTasks,
            DagrunTimeout = DagrunTimeout,
            FailFast = IsFailFast,
            Tasks = tasks.ToImmutableArray(),
        };
        var record = new DagRecord
        {
            DagId = dagId,
            FileLocation = document.Fileloc,
            RelativeFileLocation = $"{dagId}.cs",
            BundleName = "dags-folder",
            BundleVersion = "v1",
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
            Dags = [new ParsedDag { Dag = record, Data = Encoding.UTF8.GetString(DagSerialization.Write(document)), DagHash = "h" }],
        };
        await database.Stores.Dags.SaveAsync([file], CancellationToken.None);
    }
}
