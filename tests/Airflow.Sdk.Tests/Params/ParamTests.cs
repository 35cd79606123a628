namespace Airflow.Tests.Params;

public sealed class ParamTests
{
    [Fact]
    public void The_type_says_what_values_are_allowed()
    {
        Schema(new Param<string>("a")).ShouldBe("""{"type":"string"}""");
        Schema(new Param<int?>()).ShouldBe("""{"type":["null","integer"]}""");
        Schema(new Param<string?>(null) { Format = "date" }).ShouldBe("""{"type":["null","string"],"format":"date"}""");
        Schema(new Param<decimal>(1)).ShouldBe("""{"type":"number"}""");
        Schema(new Param<bool>(true)).ShouldBe("""{"type":"boolean"}""");
        Schema(new Param<string[]>(["a"])).ShouldBe("""{"type":"array"}""");
        Schema(new Param<Dictionary<string, int>>([])).ShouldBe("""{"type":"object"}""");
        Schema(new Param<DateOnly>(new DateOnly(2026, 1, 1))).ShouldBe("""{"type":"string"}""");
        Schema(new Param<object>("x")).ShouldBe("{}");
    }

    [Fact]
    public void Rules_are_keywords_of_JSON_schema() => Schema(new Param<int>(2)
    {
        Enum = [1, 2],
        Examples = [2],
        Title = "T",
        Section = "S",
        Minimum = 1,
        Maximum = 2.5,
        ValuesDisplay = new Dictionary<string, string> { ["1"] = "one" },
        ExtraSchema = new() { ["multipleOf"] = 1 },
    }).ShouldBe("""{"type":"integer","enum":[1,2],"examples":[2],"title":"T","section":"S","minimum":1,"maximum":2.5,"values_display":{"1":"one"},"multipleOf":1}""");

    [Fact]
    public void A_plain_value_is_a_param_without_rules()
    {
        ParamSet set = new() { ["text"] = "a", ["number"] = 1, ["fraction"] = 0.5, ["flag"] = true };

        set.Select(pair => $"{pair.Key}={pair.Value.DefaultJson?.ToJsonString()}{Schema(pair.Value)}").ShouldBe(["text=\"a\"{}", "number=1{}", "fraction=0.5{}", "flag=true{}"]);
    }

    [Fact]
    public void A_param_without_a_default_has_to_be_given()
    {
        new Param<string>().HasDefault.ShouldBeFalse();
        new Param<string?>(null).HasDefault.ShouldBeTrue();
        new Param<string?>(null).DefaultJson.ShouldBeNull();
    }

    [Fact]
    public void Params_keep_their_order_and_are_replaced_in_place()
    {
        ParamSet set = new() { ["b"] = 1, ["a"] = 2 };
        set["b"] = 3;

        set.Select(pair => pair.Key).ShouldBe(["b", "a"]);
        set["b"].DefaultJson?.ToJsonString().ShouldBe("3");
        Should.Throw<KeyNotFoundException>(() => set["c"]);
    }

    private static string Schema(Param param) => param.Schema.ToJsonString();
}
