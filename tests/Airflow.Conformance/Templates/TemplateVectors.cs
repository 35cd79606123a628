using System.Text.Json;
using System.Text.Json.Nodes;
using Airflow.Engine.Templates;

namespace Airflow.Conformance.Templates;

[Trait("Category", "Conformance")]
public sealed class TemplateVectors
{
    private const string FileName = "semantics/templates.json";

    public static TheoryData<string> Cases() => Vectors.Ids(FileName);

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_template_field_renders_as_in_Airflow(string id)
    {
        var @case = Vectors.Case(FileName, id);
        var input = @case["input"]!.AsObject();
        var expected = @case["expected"]!.AsObject();
        var context = new VectorContext(VectorContext.Shared, input["run"]?.GetValue<string>());

        JsonNode? Render()
        {
            var native = (input["task_native"] ?? input["dag_native"])?.GetValue<bool>() ?? false;
            var scope = TaskTemplateScope.Create(context.Facts(input["template_undefined"]?.GetValue<string>()), TimeProvider.System);
            return context.Render(input["template"], scope, new FieldOptions(native, context.TemplateExtensions));
        }

        if (expected["error"]?.GetValue<string>() is { } error)
        {
            Should.Throw<TemplateException>(() => Render()).Kind.ToString().ShouldBe(error);
        }
        else if (expected["text_of_a_bound_method"] is { } text)
        {
            Render()!.GetValue<string>().ShouldBe(text.GetValue<string>());
        }
        else
        {
            var result = Render();
            Vectors.ShouldMatch(result, expected["result"]);
            result?.GetValueKind().ShouldBe(expected["result"]?.GetValueKind() ?? JsonValueKind.Null);
        }
    }
}
