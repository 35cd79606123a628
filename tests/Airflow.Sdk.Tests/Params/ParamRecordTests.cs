using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;

namespace Airflow.Tests.Params;

public sealed class ParamRecordTests
{
    [Fact]
    public void Annotations_types_and_nullability_become_the_rules()
    {
        var parameters = ParamSet.From<Load>();

        parameters.Select(pair => pair.Key).ShouldBe(["region", "row_limit", "day", "mode", "note", "tags", "target", "ratio", "code"]);
        Rules("region").ShouldBe("""{"type":"string","enum":["eu","us"],"title":"Region","section":"Where"}""");
        Rules("row_limit").ShouldBe("""{"type":"integer","minimum":1,"maximum":100}""");
        Rules("day").ShouldBe("""{"type":["string","null"],"format":"date"}""");
        Rules("mode").ShouldBe("""{"enum":["Full","Delta"],"type":"string"}""");
        Rules("note").ShouldBe("""{"type":["string","null"],"maxLength":20,"minLength":2}""");
        Rules("tags").ShouldBe("""{"type":"array","items":{"type":"string"},"maxItems":3}""");
        Rules("ratio").ShouldBe("""{"type":"number","exclusiveMinimum":0,"maximum":1}""");
        parameters["code"].Schema["pattern"]!.GetValue<string>().ShouldBe(@"^(?:[A-Z]{2}\+?)$");
        Rules("target").ShouldContain("""{"type":"object","properties":{"host":{"type":"string"},"port":{"type":"integer","default":5432,"minimum":1,"maximum":65535}}""");
        parameters["row_limit"].Description.ShouldBe("Most rows of one load");

        string Rules(string name) => parameters[name].Schema.ToJsonString();
    }

    [Fact]
    public void The_values_of_a_new_record_are_the_defaults_and_what_has_none_must_be_given()
    {
        var parameters = ParamSet.From<Load>();

        Default("region").ShouldBe("\"eu\"");
        Default("mode").ShouldBe("\"Delta\"");
        Default("day").ShouldBe("null");
        Default("tags").ShouldBe("[\"a\"]");
        Default("target").ShouldBe("""{"host":"localhost","port":5432}""");
        Default("code").ShouldBe("none");

        string Default(string name) => parameters[name].HasDefault ? parameters[name].DefaultJson?.ToJsonString() ?? "null" : "none";
    }

    [Fact]
    public void A_record_with_a_parameter_list_has_the_defaults_of_its_parameters()
    {
        var parameters = ParamSet.From<Short>();

        (parameters["name"].HasDefault, parameters["rows"].HasDefault).ShouldBe((false, true));
        parameters["rows"].Schema.ToJsonString().ShouldBe("""{"type":"integer","minimum":1,"maximum":9}""");
        parameters["rows"].DefaultJson!.ToJsonString().ShouldBe("3");
    }

    [Fact]
    public void A_task_reads_the_record_back()
    {
        var values = new NamedValues("param", new Dictionary<string, JsonElement>
        {
            ["region"] = JsonSerializer.SerializeToElement("us"),
            ["row_limit"] = JsonSerializer.SerializeToElement(7),
            ["mode"] = JsonSerializer.SerializeToElement("Full"),
            ["code"] = JsonSerializer.SerializeToElement("AB"),
            ["target"] = JsonSerializer.SerializeToElement(new { host = "db", port = 1 }),
        });

        var load = values.As<Load>();

        (load.Region, load.RowLimit, load.Mode, load.Target.Host, load.Tags.Count).ShouldBe(("us", 7, Mode.Full, "db", 1));
        Should.Throw<InvalidOperationException>(() => values.As<Short>()).Message.ShouldStartWith("The params are no");
    }

    [Fact]
    public void What_contains_itself_or_has_no_properties_is_refused()
    {
        Should.Throw<ArgumentException>(ParamSet.From<Loop>);
        Should.Throw<ArgumentException>(ParamSet.From<string>);
    }

    internal enum Mode
    {
        Full,
        Delta,
    }

    internal sealed record Load
    {
        [AllowedValues("eu", "us")]
        [Display(Name = "Region", GroupName = "Where")]
        public string Region { get; init; } = "eu";

        [Range(1, 100)]
        [Description("Most rows of one load")]
        public int RowLimit { get; init; } = 10;

        public DateOnly? Day { get; init; }

        public Mode Mode { get; init; } = Mode.Delta;

        [StringLength(20, MinimumLength = 2)]
        public string? Note { get; init; }

        [MaxLength(3)]
        public IReadOnlyList<string> Tags { get; init; } = ["a"];

        public Target Target { get; init; } = new("localhost");

        [Range(0.0, 1.0, MinimumIsExclusive = true)]
        public double Ratio { get; init; } = 0.5;

        [RegularExpression(@"[A-Z]{2}\+?")]
        public required string Code { get; init; }
    }

    internal sealed record Target(string Host, [Range(1, 65535)] int Port = 5432);

    internal sealed record Short(string Name, [Range(1, 9)] int Rows = 3);

    internal sealed record Loop(IReadOnlyList<Loop> Inner);
}
