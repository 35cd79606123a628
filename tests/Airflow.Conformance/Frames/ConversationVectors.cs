using System.Text.Json.Nodes;
using Airflow.Engine.Assets;
using Airflow.Engine.Dags;
using Airflow.Engine.Execution;
using Airflow.Engine.MessagePack;
using Airflow.Engine.Runs;
using Airflow.Engine.Secrets;
using Airflow.Engine.Tasks;
using Airflow.Engine.Variables;
using Airflow.Engine.XComs;
using Airflow.Runtime.Frames;
using Airflow.Runtime.Frames.Messages;
using Airflow.Runtime.Processes;
using Airflow.Runtime.Supervision;
using Airflow.Storage;
using ConnectionCatalog = Airflow.Engine.Connections.ConnectionCatalog;
using EngineConnection = Airflow.Engine.Connections.Connection;
using DagRun = Airflow.Engine.Runs.DagRun;
using TaskInstance = Airflow.Engine.Tasks.TaskInstance;
using TaskState = Airflow.Engine.Tasks.TaskState;

namespace Airflow.Conformance.Frames;

/// <summary>What recorded tasks asked, asked again of our supervisor over a real database.</summary>
[Trait("Category", "Conformance")]
public sealed class ConversationVectors : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly string folder = Directory.CreateTempSubdirectory("airflow-conv-").FullName;
    private readonly AirflowStores stores;

    public ConversationVectors() => stores = AirflowDatabase.Open($"sqlite:///{Path.Combine(folder, "airflow.db")}");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Names() => RecordedConversation.Names();

    public async ValueTask InitializeAsync() => await stores.Database.MigrateAsync(Cancel);

    public async ValueTask DisposeAsync()
    {
        await stores.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_request_is_answered_as_it_was(string name)
    {
        var recorded = RecordedConversation.Find(name);
        var handler = await HandlerAsync(recorded);
        foreach (var (request, reply, decoded) in recorded.Exchanges().Where(exchange => !Conversation.IsTerminal(exchange.Request.Body)))
        {
            await SeedAsync(request.Body, reply?.Body);
            var (answer, error) = await handler.AnswerAsync(request.Body);
            if (request.Body is ResendLoggingFD)
            {
                // a descriptor cannot be sent to a runtime that keeps its user; it is told so
                error.ShouldNotBeNull();
                continue;
            }

            error.ShouldBeNull($"{request.Body}");
            if (reply?.Body is { } expected)
            {
                answer.ShouldNotBeNull($"{request.Body}").Type.ShouldBe(expected.Type);
                if (!IsOfItsDatabase(request.Body))
                {
                    Vectors.ShouldMatch(Decoded(answer), decoded);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_try_ends_in_the_state_that_it_had(string name)
    {
        var recorded = RecordedConversation.Find(name);
        var handler = await HandlerAsync(recorded);
        var terminal = recorded.Exchanges().Select(exchange => exchange.Request.Body).LastOrDefault(Conversation.IsTerminal);
        var end = new TryEnd(terminal, null, new ChildExit(recorded.ExitCode, null), null, Killed: false, OutOfMemory: false, null);

        var outcome = Outcomes.Of(Launch(recorded), handler, end, Noon);

        outcome.State.Name().ShouldBe(recorded.FinalState);
        (outcome.Suspension is not null).ShouldBe(outcome.State is TaskState.Deferred or TaskState.AwaitingInput);
    }

    /// <summary>Replies that tell of rows which only the recording's database had: their kind is compared.</summary>
    private static bool IsOfItsDatabase(FrameMessage? request) =>
        request is GetDag or GetDagRun or GetTaskStates or GetTICount or GetDRCount or GetDagRunState or GetTaskBreadcrumbs or GetTaskRescheduleStartDate
            or GetAssetEventByAsset or GetAssetEventByAssetAlias or GetPrevSuccessfulDagRun or GetPreviousDagRun or GetPreviousTI;

    private static JsonNode? Decoded(FrameMessage message)
    {
        using var writer = new MessagePackWriter();
        FrameCodec.Encode(writer, new Frame(0, message), FrameDialect.Airflow33);
        return MessagePackTree.Read(writer.Written.Span[FrameCodec.HeaderLength..])![1];
    }

    private static TaskLaunch Launch(RecordedConversation recorded)
    {
        var (ti, context) = (recorded.Startup.Ti, recorded.Startup.TiContext);
        var workload = new TaskWorkload
        {
            Id = ti.Id,
            Key = new TaskInstanceKey(ti.DagId, ti.RunId, ti.TaskId, ti.MapIndex),
            TryNumber = ti.TryNumber,
            DagVersionId = ti.DagVersionId,
            Queue = "default",
            Pool = "default_pool",
            BundleName = "proof",
            BundleVersion = "v",
            DagRelPath = recorded.Startup.DagRelPath,
            LogPath = "l",
        };
        var start = new TaskStart
        {
            Run = new DagRun { DagId = ti.DagId, RunId = ti.RunId, RunType = RunType.Manual, RunAfter = Noon, LogicalDate = context.DagRun.LogicalDate },
            StartDate = Noon,
            ShouldRetry = context.ShouldRetry,
        };
        return new TaskLaunch(workload, start, "l");
    }

    private async Task<RequestHandler> HandlerAsync(RecordedConversation recorded)
    {
        var launch = Launch(recorded);
        var key = launch.Workload.Key;
        var asset = new DagAssets { Outlets = [new TaskAsset("elsewhere", new AssetDefinition("xa", "s3://x/a", "asset", "{}"))] };
        await SaveDagAsync(key.DagId, asset);
        await stores.Runs.CreateAsync(launch.Start.Run!, Cancel);
        var seed = Row(Guid.CreateVersion7(Noon), key with { TaskId = "seed" }, TaskState.Running);
        await WriteAsync(new StateChange { NewTasks = [Row(launch.Workload.Id, key, TaskState.Running), seed] });
        var update = new AssetUpdate("xa", "s3://x/a") { Aliases = ["xalias"], Extra = """{"rows":5}""" };
        await WriteAsync(new StateChange
        {
            Tasks = [new TaskEnd(seed.Id, TaskState.Running, TaskState.Success, "default_pool", 1) { At = Noon, AssetUpdates = [update] }],
        });
        var resources = new TaskResources(stores.Dags, stores.Assets, stores.AssetStates, stores.TaskStates, stores.HumanInput);
        return new RequestHandler(launch, Api(), resources, new SecretMasker(new MaskingOptions()));
    }

    private static ISecretCipher Cipher { get; } = FernetCipher.FromKeys("", TimeProvider.System);

    private static SecretSources NoSources { get; } = new(new Dictionary<string, string>(StringComparer.Ordinal));

    private ConnectionCatalog ConnectionRows() => new(stores.Connections, Cipher, NoSources);

    private LocalExecutionApi Api()
    {
        var secrets = new SecretCatalogs(new VariableCatalog(stores.Variables, Cipher, NoSources), ConnectionRows(), Cipher);
        var scheduling = new Engine.Scheduling.SchedulerStores(
            stores.StateWriter, stores.Runs, stores.TaskInstances, stores.Dags, stores.XComs, stores.Pools, stores.Jobs);
        return new LocalExecutionApi(scheduling, secrets, new Engine.Scheduling.DagVersionCache(stores.Dags), TimeProvider.System);
    }

    /// <summary>Puts into the database what the recorded answer says that was there.</summary>
    private async Task SeedAsync(FrameMessage? request, FrameMessage? reply)
    {
        switch (request, reply)
        {
            case (GetVariable, VariableResult { Value: { } value } found):
                await stores.Variables.SaveAsync(new StoredVariable(found.Key, value, null, false), Cancel);
                break;
            case (GetVariableKeys, VariableKeysResult found):
                foreach (var key in found.Keys)
                {
                    await stores.Variables.SaveAsync(new StoredVariable(key, "v", null, false), Cancel);
                }

                break;
            case (GetConnection, ConnectionResult found):
                await ConnectionRows().SaveAsync(
                    new EngineConnection
                    {
                        ConnId = found.ConnId,
                        ConnType = found.ConnType,
                        Host = found.Host,
                        Schema = found.Schema,
                        Login = found.Login,
                        Password = found.Password,
                        Port = found.Port,
                        Extra = found.Extra,
                    },
                    Cancel);
                break;
            case (GetXCom get, XComResult { Value.IsNil: false } found):
                await SeedXComAsync(get.DagId, get.RunId, get.TaskId, get.Key, get.MapIndex ?? -1, found.Value.ToJson());
                break;
            case (GetXComSequenceItem get, XComSequenceIndexResult found):
                await SeedXComAsync(get.DagId, get.RunId, get.TaskId, get.Key, get.Offset, found.Root.ToJson());
                break;
            case (GetXComSequenceSlice get, XComSequenceSliceResult found):
                for (var index = 0; index < found.Root.Count; index++)
                {
                    await SeedXComAsync(get.DagId, get.RunId, get.TaskId, get.Key, found.Root.Count == 1 ? -1 : index, found.Root[index].ToJson());
                }

                break;
            case (TriggerDagRun trigger, _):
                await SaveDagAsync(trigger.DagId, DagAssets.None);
                break;
            default:
                break;
        }
    }

    private async Task SeedXComAsync(string dagId, string runId, string taskId, string key, int mapIndex, string json)
    {
        var task = new TaskInstanceKey(dagId, runId, taskId, mapIndex);
        if (await stores.TaskInstances.FindAsync(task, Cancel) is null)
        {
            await WriteAsync(new StateChange { NewTasks = [Row(Guid.CreateVersion7(Noon), task, TaskState.Success)] });
        }

        await stores.XComs.SaveAsync(new XCom(new XComKey(dagId, runId, taskId, key, mapIndex), json), Cancel);
    }

    private Task SaveDagAsync(string dagId, DagAssets assets)
    {
        var data = DagData(dagId);
        var record = new DagRecord { DagId = dagId, FileLocation = "/f.py", RelativeFileLocation = $"{dagId}.py", BundleName = "proof" };
        var dag = new ParsedDag { Dag = record, Data = data, DagHash = dagId, Assets = assets };
        return stores.Dags.SaveAsync([new ParsedFile { BundleName = "proof", RelativePath = $"{dagId}.py", ParsedAt = Noon, Dags = [dag] }], Cancel);
    }

    private static string DagData(string dagId) =>
        $$$"""{"__version":3,"dag":{"dag_id":"{{{dagId}}}","fileloc":"/f.py","relative_fileloc":"f.py","timezone":"UTC","timetable":{"__type":"airflow.timetables.simple.NullTimetable","__var":{}},"tasks":[]}}""";

    private static TaskInstance Row(Guid id, TaskInstanceKey key, TaskState state) =>
        new() { Id = id, Key = key, State = state, TryNumber = 1, Pool = "default_pool", Queue = "default" };

    private async Task WriteAsync(StateChange change) => (await stores.StateWriter.WriteAsync(change, Cancel)).ShouldBe(StateResult.Applied);
}
