using System.Diagnostics;
using Airflow.Cli.Completion;

namespace Airflow.Cli.Tests.Completion;

/// <summary>The scripts are sourced by the real shells.</summary>
public class CompletionTests
{
    [Theory]
    [InlineData("airflow da", "dag-processor dags")]
    [InlineData("airflow dags un", "unpause")]
    [InlineData("airflow --server prod dags tr", "trigger")]
    [InlineData("airflow dags trigger my_dag --co", "--conf")]
    [InlineData("airflow completion f", "fish")]
    public async Task Bash_completes(string line, string expected)
    {
        var words = line.Split(' ');
        var script = $"{CompletionScript.Bash(CompletionWords.All())}\nCOMP_WORDS=({line}); COMP_CWORD={words.Length - 1}; _airflow; echo \"${{COMPREPLY[*]}}\"";

        (await RunAsync("bash", script)).Trim().ShouldBe(expected);
    }

    [Theory]
    [InlineData("airflow da", "dag-processor dags")]
    [InlineData("airflow dags un", "unpause")]
    [InlineData("airflow --server prod dags tr", "trigger")]
    [InlineData("airflow dags trigger my_dag --co", "--conf")]
    public async Task Fish_completes(string line, string expected)
    {
        var script = $"{CompletionScript.Fish(CompletionWords.All())}\ncomplete -C '{line}'";

        var completed = (await RunAsync("fish", script)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(word => word.Split('\t')[0]).Order(StringComparer.Ordinal);

        string.Join(' ', completed).ShouldBe(expected);
    }

    [Fact]
    public async Task Zsh_takes_the_script() =>
        (await RunAsync("zsh", $"{CompletionScript.Zsh(CompletionWords.All())}\necho \"$_comps[airflow]\"")).ShouldContain("_airflow");

    private static async Task<string> RunAsync(string shell, string script)
    {
        Assert.SkipUnless((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, shell))), $"{shell} is not installed");
        var file = Path.Combine(Directory.CreateTempSubdirectory("airflow-shell-").FullName, "script");
        await File.WriteAllTextAsync(file, script, TestContext.Current.CancellationToken);
        using var process = Process.Start(new ProcessStartInfo(shell, [file]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        (await error).ShouldBeEmpty();
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        return output;
    }
}
