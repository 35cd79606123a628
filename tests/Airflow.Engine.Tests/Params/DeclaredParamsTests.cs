using System.Text.Json.Nodes;
using Airflow.Engine.Params;

namespace Airflow.Engine.Tests.Params;

public sealed class DeclaredParamsTests
{
    private static readonly DeclaredParams Declared = DeclaredParams.Empty.With(
    [
        KeyValuePair.Create("count", new DeclaredParam { Schema = Json("""{"type": "integer", "minimum": 1}"""), HasValue = true, Value = 3 }),
        KeyValuePair.Create("day", new DeclaredParam { Schema = Json("""{"type": "string", "format": "date"}"""), HasValue = true, Value = "2026-01-01" }),
    ]);

    [Fact]
    public void Every_problem_is_told_at_once()
    {
        var error = Should.Throw<ParamException>(() => Declared.WithValues(Json("""{"count": 0, "day": "tomorrow"}""")).Resolve());

        error.Code.ShouldBe(ParamException.InvalidValue);
        error.Problems.Count.ShouldBe(2);
        error.Problems[0].ShouldContain("count");
        error.Problems[1].ShouldContain("day");
    }

    [Fact]
    public void A_conf_leaves_the_declared_params_as_they_were()
    {
        Declared.WithValues(Json("""{"count": 5}""")).Resolve()["count"]!.GetValue<int>().ShouldBe(5);

        Declared.Resolve()["count"]!.GetValue<int>().ShouldBe(3);
    }

    [Fact]
    public void A_problem_names_the_place_inside_the_value() =>
        JsonSchema.Validate(Json("""{"a": [1, "x"]}"""), Json("""{"properties": {"a": {"items": {"type": "integer"}}}}"""))
            .ShouldHaveSingleItem().Path.ShouldContain("a");

    [Fact]
    public void A_schema_with_an_unknown_type_is_refused() =>
        JsonSchema.Inspect(Json("""{"type": "whole"}""")).ShouldNotBeEmpty();

    private static JsonObject Json(string text) => JsonNode.Parse(text)!.AsObject();
}
