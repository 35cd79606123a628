using Airflow.Engine.Dags.Processing;

namespace Airflow.Engine.Tests.Dags.Processing;

public sealed class IgnoreRulesTests
{
    [Theory]
    [InlineData("old.cs", "old.cs", true)]
    [InlineData("old.cs", "deep/down/old.cs", true)]
    [InlineData("old.cs", "very_old.cs", false)]
    [InlineData("/old.cs", "old.cs", true)]
    [InlineData("/old.cs", "deep/old.cs", false)]
    [InlineData("*_draft.cs", "team/a_draft.cs", true)]
    [InlineData("draft?.cs", "draft1.cs", true)]
    [InlineData("draft?.cs", "draft12.cs", false)]
    [InlineData("draft[0-3].cs", "draft2.cs", true)]
    [InlineData("draft[!0-3].cs", "draft2.cs", false)]
    [InlineData("draft[!0-3].cs", "draft7.cs", true)]
    [InlineData("team/*.cs", "team/a.cs", true)]
    [InlineData("team/*.cs", "team/sub/a.cs", false)]
    [InlineData("team/*.cs", "x/team/a.cs", false)]
    [InlineData("team/**", "team/sub/a.cs", true)]
    [InlineData("**/sql", "a/b/sql", true)]
    [InlineData("a/**/z.cs", "a/z.cs", true)]
    [InlineData("a/**/z.cs", "a/b/c/z.cs", true)]
    [InlineData("team", "team/sub/a.cs", true)]
    [InlineData("team/", "team/a.cs", true)]
    [InlineData("team/", "x/team/a.cs", true)]
    [InlineData("team/", "team", false)]
    [InlineData("# old.cs", "old.cs", false)]
    [InlineData("\\#old.cs", "#old.cs", true)]
    [InlineData("a.c", "abc", false)]
    [InlineData("  old.cs  ", "old.cs", true)]
    public void A_glob_is_meant_as_in_gitignore(string line, string path, bool ignored) =>
        IgnoreRules.None(IgnoreSyntax.Glob).With([line], "").Ignores(path, isFolder: false).ShouldBe(ignored);

    [Theory]
    [InlineData("tests", "team/tests/a.cs", true)]
    [InlineData("^tests", "team/tests/a.cs", false)]
    [InlineData("draft_\\d+ # numbered", "draft_12.cs", true)]
    [InlineData("# nothing", "nothing.cs", false)]
    [InlineData("(unclosed", "unclosed.cs", false)]
    public void A_regular_expression_is_searched_for_in_the_path(string line, string path, bool ignored) =>
        IgnoreRules.None(IgnoreSyntax.Regexp).With([line], "").Ignores(path, isFolder: false).ShouldBe(ignored);

    [Fact]
    public void A_later_line_takes_back_what_an_earlier_one_ignores()
    {
        var rules = IgnoreRules.None(IgnoreSyntax.Glob).With(["*.cs", "!keep.cs"], "");
        rules.Ignores("drop.cs", isFolder: false).ShouldBeTrue();
        rules.Ignores("team/keep.cs", isFolder: false).ShouldBeFalse();
    }

    [Fact]
    public void A_nested_file_speaks_of_its_own_folder_and_after_the_outer_ones()
    {
        var rules = IgnoreRules.None(IgnoreSyntax.Glob).With(["a.cs"], "").With(["!a.cs", "/b.cs"], "team/");
        rules.Ignores("a.cs", isFolder: false).ShouldBeTrue();
        rules.Ignores("team/a.cs", isFolder: false).ShouldBeFalse();
        rules.Ignores("team/b.cs", isFolder: false).ShouldBeTrue();
        rules.Ignores("b.cs", isFolder: false).ShouldBeFalse();
    }

    [Fact]
    public void A_pattern_for_folders_ignores_the_folder_itself() =>
        IgnoreRules.None(IgnoreSyntax.Glob).With(["team/"], "").Ignores("team", isFolder: true).ShouldBeTrue();
}
