using System.Text.Json;
using Airflow.Engine.Dags;
using Airflow.Engine.Dags.Processing;

namespace Airflow.Engine.Tests.Dags.Processing;

public sealed class TemplateFilesTests
{
    private static readonly HashSet<string> Bundle = ["team/sql/a.sql", "shared/b.sql", "c.sql", "team/run.sh"];

    [Theory]
    [InlineData("\"sql/a.sql\"", "team/sql/a.sql")]
    [InlineData("[\"SELECT 1\", \"./sql/a.sql\"]", "team/sql/a.sql")]
    [InlineData("{\"x\": \"b.sql\"}", "shared/b.sql")]
    [InlineData("\"../c.sql\"", "c.sql")]
    public void A_template_field_names_its_file(string value, string path) => Find("sql", value).ShouldBe([path]);

    [Theory]
    [InlineData("sql", "\"../../c.sql\"")]
    [InlineData("sql", "\"/c.sql\"")]
    [InlineData("sql", "\"run.sh\"")]
    [InlineData("sql", "\"none.sql\"")]
    [InlineData("other", "\"sql/a.sql\"")]
    public void Nothing_else_is_a_template_file(string field, string value) => Find(field, value).ShouldBeEmpty();

    private static IReadOnlyCollection<string> Find(string field, string value)
    {
        var task = new SerializedTask
        {
            TaskId = "t",
            TemplateFields = ["sql"],
            TemplateExt = [".sql"],
            Extra = ExtraFields.From([new(field, JsonElement.Parse(value))]),
        };
        return TemplateFiles.Find(new SerializedDag { DagId = "d", Fileloc = "", Tasks = [task] }, "team", ["../shared"], Bundle.Contains);
    }
}
