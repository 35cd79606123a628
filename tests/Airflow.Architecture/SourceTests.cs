using System.Text.RegularExpressions;

namespace Airflow.Architecture;

public sealed partial class SourceTests
{
    [Fact]
    public void Statements_to_the_metadata_database_are_in_Storage_only() =>
        Repository.Texts("src", ".cs")
            .Where(static path => !path.StartsWith("src/Airflow.Storage/", StringComparison.Ordinal) && !path.StartsWith("src/Airflow.Providers/", StringComparison.Ordinal))
            .Where(static path => Repository.Read(path).Split('\n').Any(static line => !IsComment(line) && Statement().IsMatch(line)))
            .ShouldBeEmpty();

    [Theory]
    [InlineData("var sql = \"SELECT a FROM b\";", true)]
    [InlineData("    INSERT INTO dag_run (id)", true)]
    [InlineData("UPDATE job SET state = 'x'", true)]
    [InlineData("Please select a row from the list.", false)]
    public void The_rule_knows_statements(string line, bool isStatement) => Statement().IsMatch(line).ShouldBe(isStatement);

    [Fact]
    public void No_text_names_a_place_on_the_machine_it_was_written_on() =>
        Repository.Texts().Where(static path => MachinePath().IsMatch(Repository.Read(path))).ShouldBeEmpty();

    [Fact]
    public void No_work_is_left_as_a_remark() =>
        Repository.Texts("src", ".cs").Where(static path => Remark().IsMatch(Repository.Read(path))).ShouldBeEmpty();

    [Fact]
    public void Every_error_code_is_explained()
    {
        var explained = Repository.Read("docs/reference/errors.md");
        var codes = Repository.Texts("src", ".cs")
            .SelectMany(static path => ErrorCode().Matches(Repository.Read(path)))
            .Select(static match => match.Groups["code"].Value)
            .Distinct(StringComparer.Ordinal)
            .ToList();

        codes.Count.ShouldBeGreaterThan(20);
        codes.Where(code => !explained.Contains($"`{code}`", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    private static bool IsComment(string line) => line.TrimStart().StartsWith("//", StringComparison.Ordinal);

    [GeneratedRegex(@"new \w*Exception\(\s*""(?<code>[a-z]+(?:_[a-z]+)*)""\s*,", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex ErrorCode();

    [GeneratedRegex(@"\b(?:SELECT\s.+\sFROM\s|INSERT INTO\s|UPDATE\s+\w+\s+SET\s|DELETE FROM\s|CREATE TABLE\s|ALTER TABLE\s)", RegexOptions.None, 1000)]
    private static partial Regex Statement();

    // written so that this file does not match itself
    [GeneratedRegex(@"(?<![\w.$}])/(?:wor[k]|roo[t]|User[s])/\w|[A-Z]:\\User[s]\\", RegexOptions.None, 1000)]
    private static partial Regex MachinePath();

    [GeneratedRegex(@"\b(?:TOD[O]|FIXM[E]|HAC[K]|NotImplementedExceptio[n])\b", RegexOptions.None, 1000)]
    private static partial Regex Remark();
}
