using Airflow.Engine.Runs;
using Airflow.Shared;

namespace Airflow.EndToEnd;

/// <summary>What the first page asks of somebody who tries it: its file, its commands, and the examples beside it.</summary>
public sealed class ReadmeTests
{
    private static string Text { get; } = File.ReadAllText(Path.Combine(RepositoryFolder.Root, "README.md"));

    [Fact]
    public async Task Its_file_and_its_commands_say_hello_to_the_world()
    {
        await using var home = new StandaloneHome();
        await home.StartAsync(("AIRFLOW__CORE__LOAD_EXAMPLES", "True"));
        home.WriteDag("hello.cs", Block("```csharp\n", "```"));
        await home.WaitForDagAsync("hello");
        await home.WaitForDagAsync("example_hello");
        string? runId = null, printed = null;

        foreach (var words in Commands())
        {
            var result = await home.RunAsync([.. words.Select(word => word == "RUN_ID" ? runId.ShouldNotBeNull() : word)]);
            result.ExitCode.ShouldBe(0, $"{string.Join(' ', words)}: {result.Error}");
            printed = result.Output;
            if (words is ["dags", "trigger", ..])
            {
                runId = (await home.Stores.Runs.ListAsync(new RunFilter { DagId = "hello" }, CancellationToken.None)).Single(run => run.RunType == RunType.Manual).RunId;
                (await home.WaitForRunAsync("hello", runId)).State.ShouldBe(RunState.Success);
            }
        }

        printed.ShouldNotBeNull().ShouldContain("Hello, world!");
        (await home.Stores.Dags.ListImportErrorsAsync(CancellationToken.None)).ShouldBeEmpty();
    }

    /// <summary>The commands for the second terminal, each in words.</summary>
    private static List<string[]> Commands()
    {
        var lines = Block("and in a second terminal:\n\n", "\n\n").Split('\n');
        lines.Length.ShouldBeGreaterThan(2);
        lines.ShouldAllBe(line => line.StartsWith("    ./airflow ", StringComparison.Ordinal));
        return [.. lines.Select(line => line.Replace("<run id>", "RUN_ID", StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..])];
    }

    private static string Block(string begin, string end)
    {
        var from = Text.IndexOf(begin, StringComparison.Ordinal);
        from.ShouldBeGreaterThan(0);
        from += begin.Length;
        return Text[from..Text.IndexOf(end, from, StringComparison.Ordinal)];
    }
}
