using Airflow.Shared;

namespace Airflow.EndToEnd.Rest;

/// <summary>Airflow's own clients work with our server.</summary>
public class RestClientTests(RestServer server) : IClassFixture<RestServer>
{
    private static readonly string Script = Path.Combine(RepositoryFolder.Root, "tests/Airflow.EndToEnd/Rest/client.py");

    [Fact]
    public async Task The_Python_client_gets_through_the_common_calls_of_each_group()
    {
        await PythonTools.Clients.RequireAsync();

        var (exitCode, output) = await PythonTools.Clients.RunAsync("python", Script, server.Address, await server.Client.TokenAsync("admin"));

        exitCode.ShouldBe(0, output);
        output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.StartsWith("ok ", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("version --remote")]
    [InlineData("dags list")]
    [InlineData("dags get api_fixture_ok")]
    [InlineData("dags get-details api_fixture_ok")]
    [InlineData("dags pause api_fixture_paused")]
    [InlineData("dags list-import-errors")]
    [InlineData("dags list-version api_fixture_ok")]
    [InlineData("dags list-warning")]
    [InlineData("dags get-stats api_fixture_ok")]
    [InlineData("dags trigger api_fixture_ok --dag-run-id by_ctl")]
    [InlineData("dagrun list --dag-id api_fixture_ok --state success --limit 10")]
    [InlineData("dagrun get api_fixture_ok api_ok_1")]
    [InlineData("variables create --key by_ctl --value 1")]
    [InlineData("variables list")]
    [InlineData("pools create --name by_ctl --slots 2", "pools delete by_ctl")]
    [InlineData("pools list")]
    [InlineData("connections create --connection-id by_ctl --conn-type http")]
    [InlineData("connections list")]
    [InlineData("assets list")]
    [InlineData("config list")]
    [InlineData("config get core executor")]
    [InlineData("jobs list")]
    [InlineData("providers list")]
    [InlineData("xcom list api_fixture api_run_1 extract")]
    public async Task Airflowctl_succeeds(params string[] lines)
    {
        await PythonTools.Clients.RequireAsync();
        var token = await server.Client.TokenAsync("admin");
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["AIRFLOW_HOME"] = server.ClientFolder,
            ["AIRFLOW_CLI_TOKEN"] = token,
            ["AIRFLOW_CLI_DEBUG_MODE"] = "true",
        };
        var login = await PythonTools.Clients.RunAsync("airflowctl", environment, "auth", "login", "--api-url", server.Address, "--api-token", token, "--skip-keyring");
        login.ExitCode.ShouldBe(0, login.Output);

        foreach (var line in lines)
        {
            var (exitCode, output) = await PythonTools.Clients.RunAsync("airflowctl", environment, line.Split(' '));

            exitCode.ShouldBe(0, output);
            output.ShouldNotContain("Traceback (most recent call last)");
        }
    }
}
