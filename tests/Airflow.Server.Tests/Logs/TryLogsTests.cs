using System.Text;
using Airflow.Engine.Coordination;
using Airflow.Engine.Logs;
using Airflow.Engine.Scheduling;
using Airflow.Engine.Tasks;
using Airflow.Server.Logs;
using Microsoft.Extensions.Logging.Abstractions;

namespace Airflow.Server.Tests.Logs;

public sealed class TryLogsTests : IAsyncLifetime
{
    private static readonly TaskInstance Tried = new()
    {
        Id = Guid.Empty,
        Key = new TaskInstanceKey("d", "r", "t", -1),
        TryNumber = 1,
        Hostname = "nowhere.invalid",
        Pid = 7,
        Pool = "default_pool",
        Queue = "default",
    };

    private readonly string folder = Directory.CreateTempSubdirectory("airflow-logs-").FullName;
    private readonly HttpClient client = new();
    private readonly TestWorkerStore workers = new();
    private readonly TestLogStore store = new();
    private readonly LogServer server;

    public TryLogsTests() => server = new LogServer(
        new LogServerOptions { Host = "127.0.0.1", Port = 0, Folder = Path.Combine(folder, "worker"), Secrets = ["join"] }, TimeProvider.System, NullLoggerFactory.Instance);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await server.StartAsync(Cancel);

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await server.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_log_on_this_host_is_read_here()
    {
        Write("own", "here\n");

        Text(await ReadAsync(0)).ShouldBe("here\n");
        Text(await ReadAsync(2)).ShouldBe("re\n");
    }

    [Fact]
    public async Task A_live_worker_is_asked_where_it_was_heard_of_when_its_name_means_nothing()
    {
        Write("worker", "there\n");
        workers.All.Add(Worker(server.Address.Port));

        var piece = await ReadAsync(2);

        Text(piece).ShouldBe("ere\n");
        piece.Source.ShouldNotBeNull().ShouldStartWith("http://127.0.0.1:");
    }

    [Fact]
    public async Task A_log_whose_worker_is_gone_comes_from_the_store()
    {
        store.Logs[LogPaths.For(Tried.Key, 1)] = "kept\n"u8.ToArray();

        Text(await ReadAsync(0, store)).ShouldBe("kept\n");
        Text(await ReadAsync(5, store)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_log_that_nobody_kept_says_who_had_it()
    {
        var piece = await ReadAsync(0);

        piece.IsFound.ShouldBeFalse();
        piece.Problem.ShouldNotBeNull().ShouldStartWith("Try 1 of d.t r ran on nowhere.invalid: no live worker is there");
        piece.Problem.ShouldEndWith("no remote log store is set up ([logging] remote_logging) that would have kept it.");
        (await ReadAsync(0, store)).Problem.ShouldNotBeNull().ShouldEndWith("and test://logs does not have it.");
    }

    [Fact]
    public async Task A_try_that_printed_nothing_is_no_problem()
    {
        workers.All.Add(Worker(server.Address.Port));

        (await ReadAsync(0)).ShouldBe(new LogPiece([], null, null), new PieceComparer());
    }

    private static WorkerRecord Worker(int port) => new()
    {
        Id = Guid.Empty,
        Name = "celery@nowhere.invalid",
        Hostname = Tried.Hostname,
        Address = "127.0.0.1",
        Pid = 7,
        Queues = ["default"],
        Capacity = 1,
        LogPort = port,
        StartedAt = DateTimeOffset.UnixEpoch,
        LatestHeartbeat = TimeProvider.System.GetUtcNow(),
    };

    private Task<LogPiece> ReadAsync(long offset, IRemoteLogStore? kept = null) => new TryLogs(
        new TryLogsOptions { Folder = Path.Combine(folder, "own"), Hostname = "master", WorkerPort = 1, Secret = "other", WorkerSecret = "join" }, workers, kept, client, TimeProvider.System)
        .ReadAsync(Tried, LogRange.From(offset), Cancel);

    private void Write(string host, string text)
    {
        var file = Path.Combine(folder, host, LogPaths.For(Tried.Key, 1));
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    private static string Text(LogPiece piece)
    {
        piece.Problem.ShouldBeNull();
        piece.IsFound.ShouldBeTrue();
        return Encoding.UTF8.GetString(piece.Bytes);
    }

    private sealed class PieceComparer : IEqualityComparer<LogPiece>
    {
        public bool Equals(LogPiece? x, LogPiece? y) => x?.Source == y?.Source && x?.Problem == y?.Problem && x!.Bytes.SequenceEqual(y!.Bytes);

        public int GetHashCode(LogPiece obj) => 0;
    }
}
