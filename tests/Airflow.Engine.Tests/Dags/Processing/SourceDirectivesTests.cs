using Airflow.Engine.Dags.Processing;

namespace Airflow.Engine.Tests.Dags.Processing;

public sealed class SourceDirectivesTests
{
    [Theory]
    [InlineData("var dag = new Dag(\"x\");", false)]
    [InlineData("#!/usr/bin/env dotnet\n// a word first\n#:package Humanizer@2.14.1\n", true)]
    [InlineData("#:project ../lib\n", true)]
    [InlineData("#:sdk Microsoft.NET.Sdk.Web\n", true)]
    [InlineData("#:property LangVersion=preview\n", true)]
    [InlineData("#:property PublishAot=false\n", false)]
    [InlineData("#:include parts/*.cs\n", false)]
    [InlineData("/* a long\n word */\n#:package A@1\n", true)]
    [InlineData("var text = \"\"\"\n#:package A@1\n\"\"\";", false)]
    [InlineData("partial class P { [GeneratedRegex(\"a\")] static partial Regex A(); }", true)]
    public void Only_what_the_compiler_alone_cannot_do_needs_a_build(string source, bool needsBuild) =>
        SourceDirectives.Read(source).NeedsBuild.ShouldBe(needsBuild);

    [Fact]
    public void Includes_are_told_in_their_order() =>
        SourceDirectives.Read("#!x\n#:include a.cs\n\n#:include  b/c d.cs \nusing System;\n#:include late.cs").Includes.ShouldBe(["a.cs", "b/c d.cs"]);
}
