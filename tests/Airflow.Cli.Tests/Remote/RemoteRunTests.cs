using Airflow.Shared;

namespace Airflow.Cli.Tests.Remote;

public sealed class RemoteRunTests : IDisposable
{
    private readonly TestHome home = new(withDatabase: false);

    public RemoteRunTests() => home.Set("XDG_CONFIG_HOME", home.Path);

    public void Dispose() => home.Dispose();

    [Theory]
    [InlineData("--server http://localhost:1 scheduler", "airflow scheduler works on this machine's database and files; leave --server out.")]
    [InlineData("--server http://localhost:1 dags list --local", "--local is about this machine; leave it out with --server.")]
    [InlineData("--server prod dags list", "No server is called 'prod': none is known yet. airflow login ADDRESS --name NAME keeps one.")]
    [InlineData("--server ftp://x dags list", "'ftp://x' is no address such as http://airflow:8080.")]
    [InlineData("logout prod", "No server is called 'prod'.")]
    public async Task What_cannot_be_asked_is_refused(string line, string error)
    {
        var run = await CliRun.LineAsync(line, home);

        (run.ExitCode, run.Error).ShouldBe((1, error + "\n"));
    }

    [Fact]
    public async Task A_server_without_a_token_is_not_asked()
    {
        var run = await CliRun.LineAsync("--server http://localhost:1 dags list", home);

        run.Error.ShouldStartWith("Nobody has logged in to http://localhost:1 here: airflow login http://localhost:1");
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_named()
    {
        home.Set("AIRFLOW_API_TOKEN", "t");
        var address = $"http://localhost:{FreePort.Find()}";

        var run = await CliRun.LineAsync($"--server {address} dags list", home);

        run.ExitCode.ShouldBe(1);
        run.Error.ShouldStartWith($"{address} cannot be asked: Connection refused");
    }

    [Fact]
    public async Task A_file_of_servers_that_is_broken_is_named()
    {
        Directory.CreateDirectory(Path.Combine(home.Path, "airflow"));
        var file = Path.Combine(home.Path, "airflow", "servers.json");
        await File.WriteAllTextAsync(file, "[{", TestContext.Current.CancellationToken);

        var run = await CliRun.LineAsync("--server prod dags list", home);

        run.Error.ShouldStartWith($"{file} is not what airflow login writes");
    }
}
