using System.Text.Json;
using Airflow.Server.Bodies;

namespace Airflow.Server.Tests.Bodies;

public sealed class BodyModelTests
{
    [Theory]
    [InlineData("Integer", "\"8080\"", "8080")]
    [InlineData("Integer", "3.0", "3")]
    [InlineData("Integer", "\"3.0\"", "3")]
    [InlineData("Integer", "true", "1")]
    [InlineData("Flag", "\"Yes\"", "true")]
    [InlineData("Flag", "0", "false")]
    [InlineData("Number", "\"1.5\"", "1.5")]
    public void What_can_be_read_in_one_way_only_is_read_so(string kind, string given, string meant)
    {
        var model = new BodyModel(new BodyField("x", Enum.Parse<BodyKind>(kind)));

        model.Coerce(Parse($$"""{"x": {{given}}}"""))!["x"]!.ToJsonString().ShouldBe(meant);
    }

    [Theory]
    [InlineData("Integer", "\"8080x\"")]
    [InlineData("Integer", "1.5")]
    [InlineData("Integer", "1e400")]
    [InlineData("Flag", "2")]
    [InlineData("Flag", "\"maybe\"")]
    [InlineData("Number", "\"nan\"")]
    public void What_cannot_stays_and_is_refused(string kind, string given)
    {
        var model = new BodyModel(new BodyField("x", Enum.Parse<BodyKind>(kind)));
        var body = Parse($$"""{"x": {{given}}}""");

        model.Coerce(body).ShouldBeNull();
        model.Check(body, ["body"]).Count.ShouldBe(1);
    }

    [Fact]
    public void A_pattern_ends_where_the_text_ends()
    {
        var model = new BodyModel(new BodyField("id", BodyKind.Text) { Pattern = @"^[\w.-]+$" });

        model.Check(Parse("""{"id": "a"}"""), ["body"]).ShouldBeEmpty();
        model.Check(Parse("""{"id": "a\n"}"""), ["body"]).ShouldHaveSingleItem()["type"]!.GetValue<string>().ShouldBe("string_pattern_mismatch");
    }

    [Fact]
    public void A_rule_for_the_whole_is_asked_only_when_each_field_is_good()
    {
        var model = new BodyModel(new BodyField("a", BodyKind.Integer)) { Rule = static body => body.GetProperty("a").GetInt32() > 3 ? "too much" : null };

        model.Check(Parse("""{"a": "x"}"""), ["body"]).ShouldHaveSingleItem()["type"]!.GetValue<string>().ShouldBe("int_parsing");
        model.Check(Parse("""{"a": 4}"""), ["body"]).ShouldHaveSingleItem()["msg"]!.GetValue<string>().ShouldBe("Value error, too much");
    }

    private static JsonElement Parse(string json) => JsonDocument.Parse(json).RootElement;
}
