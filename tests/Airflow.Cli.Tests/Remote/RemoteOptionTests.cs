using Airflow.Cli.Remote;
using Airflow.Engine;

namespace Airflow.Cli.Tests.Remote;

public class RemoteOptionTests
{
    [Theory]
    [InlineData("--server http://a dags list", "http://a", "dags list")]
    [InlineData("--server=prod dags list", "prod", "dags list")]
    [InlineData("-v --server prod dags list", "prod", "-v dags list")]
    [InlineData("dags list --server prod", null, "dags list --server prod")]
    [InlineData("dags list", null, "dags list")]
    public void It_stands_before_the_command(string typed, string? server, string rest)
    {
        var (words, found) = RemoteOption.Take(typed.Split(' '));

        (string.Join(' ', words), found).ShouldBe((rest, server));
    }

    [Theory]
    [InlineData("--server")]
    [InlineData("--server= dags list")]
    public void It_names_a_server(string typed) => Should.Throw<AirflowException>(() => RemoteOption.Take(typed.Split(' '))).Code.ShouldBe("usage");
}
