using System.Text.Json;
using Airflow.Server.Api.Bulk;
using Airflow.Server.Bodies;

namespace Airflow.Server.Tests.Api.Bulk;

public sealed class BulkBodyTests
{
    private static readonly BodyModel Thing = new(new BodyField("name", BodyKind.Text), new BodyField("size", BodyKind.Integer) { IsRequired = false }) { Name = "ThingBody" };
    private static readonly BodyModel Model = BulkBody.Model(Thing);

    [Fact]
    public void What_is_wrong_with_an_entity_is_told_with_its_place()
    {
        var problem = Check("""{"actions": [{"action": "delete", "entities": []}, {"action": "create", "entities": [{"name": "a"}, {"size": 1}]}]}""").ShouldHaveSingleItem();

        problem.ShouldBe("""missing ["body","actions",1,"create","entities",1,"name"]""");
    }

    [Fact]
    public void An_action_that_is_none_of_the_three_is_refused() => Check("""{"actions": [{"action": "drop", "entities": []}, {"entities": []}, 5]}""").ShouldBe(
        ["""union_tag_invalid ["body","actions",0]""", """union_tag_not_found ["body","actions",1]""", """union_tag_not_found ["body","actions",2]"""]);

    [Fact]
    public void An_entity_to_delete_is_a_name_or_a_whole_one()
    {
        Check("""{"actions": [{"action": "delete", "entities": ["a", {"name": "b"}]}]}""").ShouldBeEmpty();
        Check("""{"actions": [{"action": "delete", "entities": [7]}]}""").Count.ShouldBe(2);
    }

    [Fact]
    public void A_mask_belongs_to_updates_only() => Check("""{"actions": [{"action": "create", "entities": [], "update_mask": ["name"]}]}""").ShouldHaveSingleItem()
        .ShouldStartWith("extra_forbidden");

    [Fact]
    public void Numbers_that_came_as_text_are_read_inside_of_entities()
    {
        var body = Parse("""{"actions": [{"action": "update", "entities": [{"name": "a", "size": "12"}], "action_on_non_existence": "skip", "update_mask": ["size"]}]}""");

        var action = BulkAction.ReadAll(JsonSerializer.SerializeToElement(Model.Coerce(body))).ShouldHaveSingleItem();

        action.Kind.ShouldBe(BulkActionKind.Update);
        action.SkipsMissing.ShouldBeTrue();
        action.UpdateMask.ShouldBe(["size"]);
        action.Entities[0].GetProperty("size").GetInt32().ShouldBe(12);
    }

    private static List<string> Check(string body) => [.. Model.Check(Parse(body), ["body"]).Select(static problem => $"{problem["type"]} {problem["loc"]!.ToJsonString()}")];

    private static JsonElement Parse(string json) => JsonDocument.Parse(json).RootElement;
}
