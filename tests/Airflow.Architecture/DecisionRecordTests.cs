using System.Text;
using System.Text.RegularExpressions;

namespace Airflow.Architecture;

public sealed partial class DecisionRecordTests
{
    private const string Folder = "docs/adr";
    private const string Index = $"{Folder}/README.md";

    private static IEnumerable<string> Records => Repository.Texts(Folder, ".md").Where(static path => path != Index);

    /// <summary>With AIRFLOW_WRITE_INDEX=1 the index is written anew instead.</summary>
    [Fact]
    public void The_index_lists_every_record()
    {
        var expected = MakeIndex();
        if (Environment.GetEnvironmentVariable("AIRFLOW_WRITE_INDEX") == "1")
        {
            File.WriteAllText(Path.Combine(Repository.Root, Index), expected);
        }

        Repository.Read(Index).ShouldBe(expected);
    }

    [Fact]
    public void Every_record_has_a_date_and_the_three_parts()
    {
        Records.ShouldNotBeEmpty();
        foreach (var path in Records)
        {
            FileName().IsMatch(Path.GetFileName(path)).ShouldBeTrue(path);
            var text = Repository.Read(path);
            text.ShouldStartWith("# ");
            foreach (var part in (string[])["## Context", "## Decision", "## Consequences"])
            {
                text.ShouldContain($"\n{part}\n", customMessage: path);
            }
        }
    }

    private static string MakeIndex()
    {
        var text = new StringBuilder("# Decisions\n\nWhy things are as they are, oldest first. Written by the tests of Airflow.Architecture: AIRFLOW_WRITE_INDEX=1.\n\n");
        foreach (var path in Records)
        {
            var name = Path.GetFileName(path);
            var title = Repository.Read(path).Split('\n')[0][2..];
            text.Append($"- {name[..10]} [{title}]({name})\n");
        }

        return text.ToString();
    }

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}-[a-z0-9-]+\.md$", RegexOptions.None, 1000)]
    private static partial Regex FileName();
}
