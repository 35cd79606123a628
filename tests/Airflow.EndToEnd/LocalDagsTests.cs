namespace Airflow.EndToEnd;

/// <summary>DAG files told of without a DAG processor and without the installation's database.</summary>
public sealed class LocalDagsTests
{
    private const string Good = """
        using Airflow;
        var dag = new Dag("good");
        dag.Task("one", context => 1);
        return await DagFile.RunAsync(args);
        """;

    [Fact]
    public async Task Files_are_listed_as_they_are_now()
    {
        await using var home = new StandaloneHome();
        home.WriteDag("good.cs", Good);
        home.WriteDag("broken.cs", "using Airflow; var dag = new Dag(");
        var broken = Path.Combine(home.Folder, "dags", "broken.cs");
        var good = Path.Combine(home.Folder, "dags", "good.cs");

        var list = await home.RunAsync("dags", "list", "--local", "-o", "json");
        var errors = await home.RunAsync("dags", "list-import-errors", "--local", "-o", "json");
        var one = await home.RunAsync("list_dags", "-sd", good);

        list.ExitCode.ShouldBe(0, list.Error);
        list.Output.ShouldContain("\"dag_id\": \"good\"");
        list.Error.ShouldContain("airflow dags");
        errors.ExitCode.ShouldBe(1);
        errors.Output.ShouldStartWith($"[{{\"filepath\": \"{broken}\", \"error\": \"broken.cs(1,");
        one.ExitCode.ShouldBe(0, one.Error);
        one.Output.ShouldContain("good");
        one.Error.ShouldNotContain("Failed to load");
        File.Exists(Path.Combine(home.Folder, "airflow.db")).ShouldBeFalse();
    }

    [Fact]
    public async Task Files_are_stored_by_hand_where_no_processor_runs()
    {
        await using var home = new StandaloneHome();
        home.WriteDag("good.cs", Good);
        (await home.RunAsync("db", "migrate")).ExitCode.ShouldBe(0);

        var parse = await home.RunAsync("dags", "reserialize", "--include-plugins");
        var list = await home.RunAsync("dags", "list", "-o", "plain");

        parse.ExitCode.ShouldBe(0, parse.Error);
        list.Output.ShouldContain("good");
    }
}
