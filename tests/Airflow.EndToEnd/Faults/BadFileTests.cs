using System.Text.Json.Nodes;
using Airflow.Engine.Runs;

namespace Airflow.EndToEnd.Faults;

/// <summary>What an author can get wrong in a file is told by file, line and reason, and touches no other file.</summary>
public sealed class BadFileTests(SharedStandalone shared)
{
    private readonly StandaloneHome home = shared.Home;

    [Theory]
    [InlineData("bad_syntax.cs", "var dag = new Dag(\"bad_syntax\")\nvar one = 1;", "bad_syntax.cs(1,", "CS1003")]
    [InlineData("bad_throw.cs", "var dag = new Dag(\"bad_throw\");\nthrow new InvalidOperationException(\"no such table\");", "bad_throw.cs(2", "no such table")]
    [InlineData("bad_exit.cs", "var dag = new Dag(\"bad_exit\");\nEnvironment.Exit(3);", "bad_exit.cs(2", "exit code 3")]
    [InlineData("bad_loop.cs", "var dag = new Dag(\"bad_loop\");\nwhile (true) { }", "bad_loop.cs", "dagbag_import_timeout")]
    [InlineData("bad_cycle.cs", "var dag = new Dag(\"bad_cycle\");\nvar a = dag.Task(\"a\", c => 1);\nvar b = dag.Task(\"b\", c => 1);\n_ = a >> b >> a;", "bad_cycle.cs(2", "cycle")]
    [InlineData("bad_twice.cs", "var dag = new Dag(\"bad_twice\");\ndag.Task(\"a\", c => 1);\ndag.Task(\"a\", c => 1);", "bad_twice.cs(3", "'a' is used twice")]
    [InlineData("bad_letters.cs", "var dag = new Dag(\"bad letters/../x\");\ndag.Task(\"a\", c => 1);", "bad_letters.cs(1", "bad letters/../x")]
    [InlineData("bad_task_letters.cs", "var dag = new Dag(\"bad_task_letters\");\ndag.Task(\"ä b\", c => 1);", "bad_task_letters.cs(2", "ä b")]
    [InlineData("bad_result.cs", "var dag = new Dag(\"bad_result\");\ndag.Task(\"a\", c => new MemoryStream());", "bad_result.cs(2", "MemoryStream")]
    public async Task A_bad_file_is_an_import_error_with_its_place_and_reason(string file, string text, string place, string reason)
    {
        home.WriteDag(file, $"{text}\nreturn await DagFile.RunAsync(args);\n");
        var error = await ErrorOfAsync(file);
        error.ShouldContain(place);
        error.ShouldContain(reason);
        (await home.Stores.Dags.ListAsync(true, TestContext.Current.CancellationToken)).ShouldNotContain(dag => dag.RelativeFileLocation == file);
    }

    [Theory]
    [InlineData(250, false)]
    [InlineData(251, true)]
    [InlineData(300, true)]
    public async Task An_id_may_have_250_characters_and_no_more(int length, bool isRefused)
    {
        var dagId = $"long{length}".PadRight(length, 'x');
        home.WriteDag($"long{length}.cs", $"var dag = new Dag(\"{dagId}\");\ndag.Task(\"{"t".PadRight(length, 'y')}\", c => 1);\nreturn await DagFile.RunAsync(args);");
        if (isRefused)
        {
            var error = await ErrorOfAsync($"long{length}.cs");
            error.ShouldContain($"long{length}.cs(1");
            error.ShouldContain($"{length} characters");
            error.ShouldContain("250");
            return;
        }

        await home.WaitForDagAsync(dagId);
        await home.TriggerAsync(dagId, "r1");
        (await home.WaitForRunAsync(dagId, "r1")).State.ShouldBe(RunState.Success);
    }

    [Fact]
    public async Task A_text_that_is_no_program_and_a_program_without_a_DAG_disturb_nobody()
    {
        home.WriteDag("letter.cs", "Dear reader, this is a letter on the Dag and no new Dag(\"letter\").\0");
        home.WriteDag("no_dag.cs", "Console.WriteLine(1);");
        home.WriteDag("innocent.cs", """
            var dag = new Dag("innocent");
            dag.Task("a", context => 1);
            return await DagFile.RunAsync(args);
            """);
        (await ErrorOfAsync("letter.cs")).ShouldContain("letter.cs(1,");
        await home.WaitForDagAsync("innocent");
        (await ErrorsAsync()).ShouldNotContainKey("no_dag.cs");
    }

    [Fact]
    public async Task Of_two_files_with_one_DAG_id_the_first_keeps_it_and_the_error_of_the_other_names_both()
    {
        const string text = """
            var dag = new Dag("one_id") { Description = "NAME" };
            dag.Task("a", context => 1);
            return await DagFile.RunAsync(args);
            """;
        home.WriteDag("one_id_first.cs", text.Replace("NAME", "first", StringComparison.Ordinal));
        await home.WaitForDagAsync("one_id");
        home.WriteDag("a_one_id_second.cs", text.Replace("NAME", "second", StringComparison.Ordinal));
        var error = await ErrorOfAsync("a_one_id_second.cs");
        error.ShouldContain("one_id");
        error.ShouldContain("one_id_first.cs");
        var dag = (await home.Stores.Dags.FindAsync("one_id", TestContext.Current.CancellationToken)).ShouldNotBeNull();
        (dag.Description, dag.RelativeFileLocation).ShouldBe(("first", "one_id_first.cs"));

        File.Delete(home.DagFile("one_id_first.cs"));
        await home.WaitAsync("the DAG of the second file", async () =>
            (await home.Stores.Dags.FindAsync("one_id", TestContext.Current.CancellationToken)) is { Description: "second", IsStale: false });
        (await ErrorsAsync()).ShouldNotContainKey("a_one_id_second.cs");
    }

    private async Task<string> ErrorOfAsync(string file)
    {
        await home.WaitAsync($"the import error of {file}", async () => (await home.Stores.Dags.ListImportErrorsAsync(CancellationToken.None)).Any(error => error.FileName == file));
        return (await ErrorsAsync())[file];
    }

    /// <summary>As the command shows them: file name and text.</summary>
    private async Task<Dictionary<string, string>> ErrorsAsync()
    {
        var result = await home.RunAsync("dags", "list-import-errors", "-o", "json");
        return JsonNode.Parse(result.Output)!.AsArray().ToDictionary(row => Path.GetFileName((string)row!["filepath"]!), row => (string)row!["error"]!);
    }
}
