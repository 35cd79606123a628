using System.Net;
using System.Text;
using Airflow.Engine;
using Airflow.Engine.Logs;
using Airflow.Server.Logs;
using Microsoft.Extensions.Logging.Abstractions;

namespace Airflow.Server.Tests.Logs;

public sealed class LogServerTests : IAsyncLifetime
{
    private const string Log = "dag_id=d/run_id=manual__2026-03-01T12:00:00+00:00/task_id=t/attempt=1.log";
    private readonly string folder = Directory.CreateTempSubdirectory("airflow-logs-").FullName;
    private readonly HttpClient client = new();
    private readonly LogServer server;

    public LogServerTests() => server = new LogServer(
        new LogServerOptions { Host = "127.0.0.1", Port = 0, Folder = Path.Combine(folder, "logs"), Secrets = ["first", "secret"] }, TimeProvider.System, NullLoggerFactory.Instance);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private WorkerLogReader Reader => new(client, [new LogTokens("secret", TimeProvider.System)]);

    private string LogFile => Path.Combine(folder, "logs", Log);

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(LogFile)!);
        await File.WriteAllTextAsync(LogFile, "one\n", Cancel);
        await File.WriteAllTextAsync(Path.Combine(folder, "outside.log"), "secret\n", Cancel);
        await server.StartAsync(Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await server.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_log_is_followed_while_it_grows()
    {
        Text(await Reader.ReadAsync(server.Address, Log, LogRange.From(0), Cancel)).ShouldBe("one\n");
        Text(await Reader.ReadAsync(server.Address, Log, LogRange.From(4), Cancel)).ShouldBeEmpty();
        await File.AppendAllTextAsync(LogFile, "two\n", Cancel);

        Text(await Reader.ReadAsync(server.Address, Log, LogRange.From(4), Cancel)).ShouldBe("two\n");
    }

    [Fact]
    public async Task A_part_is_read_without_the_rest()
    {
        await File.WriteAllTextAsync(LogFile, "one\ntwo\nthree\n", Cancel);

        var part = (await Reader.ReadAsync(server.Address, Log, new LogRange(4, 4), Cancel)).ShouldNotBeNull();

        (Text(part), part.Length).ShouldBe(("two\n", 14));
    }

    [Fact]
    public async Task A_log_that_is_not_there_is_none() => (await Reader.ReadAsync(server.Address, "dag_id=d/none.log", LogRange.From(0), Cancel)).ShouldBeNull();

    [Fact]
    public async Task Another_key_opens_nothing() =>
        (await Should.ThrowAsync<AirflowException>(() => new WorkerLogReader(client, [new LogTokens("other", TimeProvider.System)]).ReadAsync(server.Address, Log, LogRange.From(0), Cancel)))
            .Code.ShouldBe("worker_logs_refused");

    [Fact]
    public async Task A_token_opens_its_own_file_only()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Address, "/log/" + Uri.EscapeDataString(Log)));
        request.Headers.TryAddWithoutValidation("Authorization", new LogTokens("secret", TimeProvider.System).For("dag_id=d/other.log"));

        using var response = await client.SendAsync(request, Cancel);

        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Nothing_outside_of_the_folder_is_given_out()
    {
        File.CreateSymbolicLink(Path.Combine(folder, "logs", "link.log"), Path.Combine(folder, "outside.log"));

        (await Reader.ReadAsync(server.Address, "link.log", LogRange.From(0), Cancel)).ShouldBeNull();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Address, "/log/..%2Foutside.log"));
        request.Headers.TryAddWithoutValidation("Authorization", new LogTokens("secret", TimeProvider.System).For("../outside.log"));
        using var response = await client.SendAsync(request, Cancel);
        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_worker_that_is_gone_is_a_passing_trouble() =>
        (await Should.ThrowAsync<AirflowException>(() => Reader.ReadAsync(new Uri("http://127.0.0.1:1/"), Log, LogRange.From(0), Cancel))).IsTransient.ShouldBeTrue();

    private static string Text(LogBytes? content) => Encoding.UTF8.GetString(content.ShouldNotBeNull().Bytes);
}
