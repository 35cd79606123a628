using System.Text.Json.Nodes;
using Airflow.Celery.Brokers;
using Airflow.Celery.Results;
using Airflow.Engine;
using Airflow.Engine.Results;
using Airflow.Shared;

namespace Airflow.Celery.Tests.Results;

/// <summary>What we store in Redis, read by the real Celery.</summary>
public sealed class RedisResultBackendTests
{
    private const string Script = """
        import json, sys
        from celery import Celery
        app = Celery(backend=sys.argv[1])
        print(json.dumps({i: [app.AsyncResult(i).state, repr(app.AsyncResult(i).result)] for i in sys.argv[2:]}))
        """;

    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Soon => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Celery_reads_every_state_and_a_success_stays_one()
    {
        await PythonTools.Celery.RequireAsync();
        await using var redis = await RedisServer.StartAsync();
        await using var backend = new RedisResultBackend(new BrokerOptions { Url = redis.Url }, TimeProvider.System);

        await backend.StoreAsync(
            [
                new MessageResult("started", "STARTED") { Start = new ResultStart(4711, "celery@vm") },
                new MessageResult("done", "SUCCESS") { DoneAt = Noon },
                new MessageResult("failed", "FAILURE") { DoneAt = Noon, Error = new ResultError("ValueError", "builtins", "kaboom"), Traceback = "at line 1" },
                new MessageResult("revoked", "REVOKED") { DoneAt = Noon, Error = ResultError.Revoked("expired") },
            ],
            Soon);
        await backend.StoreAsync([new MessageResult("done", "STARTED") { Start = new ResultStart(1, "late") }], Soon);

        var (exitCode, output) = await PythonTools.Celery.RunAsync("python", "-c", Script, redis.Url, "started", "done", "failed", "revoked", "unknown");

        exitCode.ShouldBe(0, output);
        var read = JsonNode.Parse(output)!.AsObject().ToDictionary(pair => pair.Key, pair => $"{pair.Value![0]} {pair.Value![1]}");
        read["started"].ShouldBe("STARTED {'pid': 4711, 'hostname': 'celery@vm'}");
        read["done"].ShouldBe("SUCCESS None");
        read["failed"].ShouldBe("FAILURE ValueError('kaboom')");
        read["revoked"].ShouldBe("REVOKED TaskRevokedError('expired')");
        read["unknown"].ShouldBe("PENDING None");
    }

    [Fact]
    public async Task A_server_that_is_away_is_a_transient_error()
    {
        await using var backend = new RedisResultBackend(new BrokerOptions { Url = $"redis://127.0.0.1:{FreePort.Find()}/0" }, TimeProvider.System);

        (await Should.ThrowAsync<AirflowException>(() => backend.StoreAsync([new MessageResult("i", "SUCCESS")], Soon))).IsTransient.ShouldBeTrue();
    }
}
