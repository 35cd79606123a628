using System.Text.Json;

namespace Airflow.Tests.Context;

public sealed class XComJsonTests
{
    [Fact]
    public void Values_have_the_JSON_form_of_their_declared_type()
    {
        Json<object?>(null).ShouldBe("null");
        Json("ä+<\"").ShouldBe("\"ä+<\\\"\"");
        Json(12.50m).ShouldBe("12.50");
        Json(DayOfWeek.Friday).ShouldBe("\"Friday\"");
        Json((1, "b")).ShouldBe("""{"Item1":1,"Item2":"b"}""");
        Json(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero)).ShouldBe("\"2026-01-02T03:04:05+00:00\"");
        Json<IEnumerable<int>>(Enumerable.Range(0, 3)).ShouldBe("[0,1,2]");
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void NaN_and_infinity_are_errors_that_name_task_and_type(double value)
    {
        var error = Should.Throw<XComSerializationException>(() => XComJson.Serialize(new[] { value }, typeof(double[]), "load", "return_value"));

        error.Message.ShouldBe("Task 'load': its XCom 'return_value' of type Double[] cannot be stored as JSON: it holds NaN or infinity, which JSON does not have; replace them by null or a text.");
    }

    [Fact]
    public void A_value_nested_too_deep_or_within_itself_is_an_error()
    {
        var nested = new List<object>();
        nested.Add(nested);

        Should.Throw<XComSerializationException>(() => XComJson.Serialize(nested, typeof(object), "load", "x")).Message
            .ShouldContain("nested deeper than 64 levels or contains itself");
    }

    [Fact]
    public void A_type_without_a_JSON_form_is_an_error() =>
        Should.Throw<XComSerializationException>(() => XComJson.Serialize(typeof(string), typeof(Type), "load", "x")).Message.ShouldContain("Task 'load'");

    [Fact]
    public void Rows_of_any_spelling_become_records() =>
        XComJson.Read<Row>(JsonDocument.Parse("""{"NAME": "a", "count": 2}""").RootElement, "t", "k").ShouldBe(new Row("a", 2));

    [Fact]
    public void A_value_of_another_type_is_an_error_that_shows_its_beginning()
    {
        var text = JsonSerializer.SerializeToElement(new string('x', 1000));

        var error = Should.Throw<InvalidOperationException>(() => XComJson.Read<int[]>(text, "t", "k"));

        error.Message.ShouldStartWith("XCom 'k' of task 't' is no Int32[]: \"xxx");
        error.Message.Length.ShouldBeLessThan(600);
    }

    [Fact]
    public void Names_of_types_read_as_they_are_written() =>
        TypeName.Of(typeof(Dictionary<string, List<int?>[]>)).ShouldBe("Dictionary<String, List<Int32?>[]>");

    private static string Json<T>(T value) => XComJson.Serialize(value, typeof(T), "t", "k").GetRawText();

    private sealed record Row(string Name, int Count);
}
