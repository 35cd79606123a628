using System.Text.RegularExpressions;

namespace Airflow.Architecture;

public sealed partial class NameTests
{
    [Fact]
    public void No_type_hides_behind_a_word_that_says_nothing()
    {
        var names = Repository.Texts("src", ".cs").Concat(Repository.Texts("tests", ".cs"))
            .SelectMany(static path => Declaration().Matches(Repository.Read(path)), static (path, match) => (Path: path, Name: match.Groups["name"].Value))
            .ToList();

        names.ShouldNotBeEmpty();
        names.Where(static type => Empty().IsMatch(type.Name)).Select(static type => $"{type.Name} in {type.Path}").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("RunManager", true)]
    [InlineData("TextHelper", true)]
    [InlineData("DateUtils", true)]
    [InlineData("BaseOperator", true)]
    [InlineData("StoreImpl", true)]
    [InlineData("StdWriter", true)]
    [InlineData("Basement", false)]
    [InlineData("RunScheduler", false)]
    public void The_rule_knows_the_words(string name, bool isEmpty) => Empty().IsMatch(name).ShouldBe(isEmpty);

    [GeneratedRegex(@"^\s*(?:public|internal|private|protected|file|sealed|static|abstract|partial|readonly|\s)*\b(?:class|interface|enum|record(?:\s+struct|\s+class)?|struct)\s+(?<name>[A-Z]\w*)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Declaration();

    [GeneratedRegex(@"(?:Manager|Helpers?|Utils?|Utility|Utilities|Common|Impl)$|^(?:Base|Std)[A-Z]", RegexOptions.None, 1000)]
    private static partial Regex Empty();
}
