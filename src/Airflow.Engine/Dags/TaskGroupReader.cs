using System.Collections.Immutable;
using System.Text.Json;

namespace Airflow.Engine.Dags;

/// <summary>Reads the tree of task groups; its depth is bounded by the depth of the document.</summary>
internal static class TaskGroupReader
{
    public static SerializedTaskGroup Read(JsonElement element, string path)
    {
        var fields = new FieldReader(element, path);
        var group = new SerializedTaskGroup
        {
            GroupId = fields.AnyOrNull("_group_id") switch
            {
                { ValueKind: JsonValueKind.String } id => FieldReader.Text(id, path),
                { ValueKind: JsonValueKind.Null } => null,
                var other => throw FieldReader.Expected("a text or null", other, fields.At("_group_id")),
            },
            GroupDisplayName = fields.RequiredString("group_display_name"),
            PrefixGroupId = fields.Bool("prefix_group_id") ?? throw new DagSerializationException(fields.At("prefix_group_id"), "is required"),
            Tooltip = fields.RequiredString("tooltip"),
            DocMd = fields.String("doc_md"),
            UiColor = fields.RequiredString("ui_color"),
            UiFgcolor = fields.RequiredString("ui_fgcolor"),
            IsMapped = fields.Bool("is_mapped"),
            ExpandInput = ExpandInputReader.Read(fields, "expand_input"),
            UpstreamGroupIds = fields.Strings("upstream_group_ids") ?? [],
            DownstreamGroupIds = fields.Strings("downstream_group_ids") ?? [],
            UpstreamTaskIds = fields.Strings("upstream_task_ids") ?? [],
            DownstreamTaskIds = fields.Strings("downstream_task_ids") ?? [],
            Children = ReadChildren(fields),
        };
        return group with { Extra = fields.Rest };
    }

    private static ImmutableArray<SerializedGroupChild> ReadChildren(FieldReader fields)
    {
        if (fields.ObjectValue("children") is not { } children)
        {
            throw new DagSerializationException(fields.At("children"), "is required");
        }

        var result = ImmutableArray.CreateBuilder<SerializedGroupChild>();
        foreach (var property in children.EnumerateObject())
        {
            var path = $"{fields.At("children")}.{property.Name}";
            var pair = property.Value;
            if (pair.ValueKind != JsonValueKind.Array || pair.GetArrayLength() != 2 || pair[0].ValueKind != JsonValueKind.String)
            {
                throw FieldReader.Expected("a pair of kind and member", pair, path);
            }

            result.Add(pair[0].GetString() switch
            {
                "operator" when pair[1].ValueKind == JsonValueKind.String && pair[1].ValueEquals(property.Name) => new(property.Name, null),
                "taskgroup" => new(property.Name, Read(pair[1], path)),
                _ => throw FieldReader.Expected("'operator' with the same id, or 'taskgroup'", pair, path),
            });
        }

        return result.ToImmutable();
    }
}
