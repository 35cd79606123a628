using System.Text.Json.Nodes;
using Airflow.Engine.Results;
using Airflow.Shared;
using Airflow.Storage.Results;
using Airflow.Storage.Tests.Conformance;

namespace Airflow.Storage.Tests.Results;

/// <summary>What we store, read by the real Celery.</summary>
public abstract class ResultBackendConformance(ITestDatabase database) : IAsyncLifetime
{
    private const string Script = """
        import json, sys
        from celery import Celery
        app = Celery(backend=sys.argv[1])
        app.conf.result_serializer = 'json'
        def show(i):
            r = app.AsyncResult(i)
            return dict(state=r.state, result=repr(r.result), traceback=r.traceback, done=r.date_done.isoformat() if r.date_done else None)
        print(json.dumps({i: show(i) for i in sys.argv[2:]}))
        """;

    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private string _url = "";
    private DatabaseResultBackend _backend = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _url = await database.CreateAsync();
        _backend = DatabaseResultBackend.Open(new StorageOptions { Url = _url });
    }

    public async ValueTask DisposeAsync()
    {
        if (_backend is not null)
        {
            await _backend.DisposeAsync();
        }

        await database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Celery_reads_every_state()
    {
        await _backend.StoreAsync(
            [
                new MessageResult("started", "STARTED") { Start = new ResultStart(4711, "celery@vm") },
                new MessageResult("done", "SUCCESS") { DoneAt = Noon },
                new MessageResult("failed", "FAILURE") { DoneAt = Noon, Error = new ResultError("ValueError", "builtins", "blåβ🙂"), Traceback = "at line 1" },
                new MessageResult("revoked", "REVOKED") { DoneAt = Noon, Error = ResultError.Revoked("terminated") },
            ],
            Cancel);

        var read = await ReadAsync("started", "done", "failed", "revoked", "unknown");

        Of(read, "started").ShouldBe(("STARTED", "{'pid': 4711, 'hostname': 'celery@vm'}", null, null));
        Of(read, "done").ShouldBe(("SUCCESS", "None", null, "2026-03-01T12:00:00"));
        Of(read, "failed").ShouldBe(("FAILURE", "ValueError('blåβ🙂')", "at line 1", "2026-03-01T12:00:00"));
        Of(read, "revoked").ShouldBe(("REVOKED", "TaskRevokedError('terminated')", null, "2026-03-01T12:00:00"));
        Of(read, "unknown").ShouldBe(("PENDING", "None", null, null));
    }

    [Fact]
    public async Task The_last_word_counts_and_Celery_can_write_beside_us()
    {
        await _backend.StoreAsync([new MessageResult("one", "STARTED") { Start = new ResultStart(1, "celery@vm") }], Cancel);
        (await RunAsync("import sys; from celery import Celery; Celery(backend=sys.argv[1]).backend.store_result('theirs', 5, 'SUCCESS')", CeleryUrl)).ShouldBe("");
        await _backend.StoreAsync([new MessageResult("one", "SUCCESS") { DoneAt = Noon }, new MessageResult("two", "SUCCESS") { DoneAt = Noon }], Cancel);

        var read = await ReadAsync("one", "two", "theirs");

        Of(read, "one").ShouldBe(("SUCCESS", "None", null, "2026-03-01T12:00:00"));
        Of(read, "two").State.ShouldBe("SUCCESS");
        (Of(read, "theirs").State, Of(read, "theirs").Result).ShouldBe(("SUCCESS", "5"));
    }

    private string CeleryUrl => $"db+{_url.Replace("mysql+mysqldb:", "mysql+pymysql:", StringComparison.Ordinal)}";

    private static (string State, string Result, string? Traceback, string? Done) Of(JsonNode read, string id) =>
        ((string)read[id]!["state"]!, (string)read[id]!["result"]!, (string?)read[id]!["traceback"], (string?)read[id]!["done"]);

    private async Task<JsonNode> ReadAsync(params string[] ids) => JsonNode.Parse(await RunAsync(Script, [CeleryUrl, .. ids]))!;

    private static async Task<string> RunAsync(string script, params string[] arguments)
    {
        var (exitCode, output) = await PythonTools.Celery.RunAsync("python", ["-c", script, .. arguments]);
        exitCode.ShouldBe(0, output);
        return output.Trim();
    }
}
