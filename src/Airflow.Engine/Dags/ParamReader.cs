using System.Collections.Immutable;
using System.Text.Json;

namespace Airflow.Engine.Dags;

/// <summary>Reads params: a list of pairs of name and definition.</summary>
internal static class ParamReader
{
    public static ImmutableArray<SerializedParam>? Read(FieldReader fields, string name)
    {
        if (fields.ArrayValue(name) is not { } list)
        {
            return null;
        }

        var result = ImmutableArray.CreateBuilder<SerializedParam>(list.GetArrayLength());
        foreach (var pair in list.EnumerateArray())
        {
            var path = $"{fields.At(name)}[{result.Count}]";
            if (pair.ValueKind != JsonValueKind.Array || pair.GetArrayLength() != 2 || pair[0].ValueKind != JsonValueKind.String)
            {
                throw FieldReader.Expected("a pair of name and param", pair, path);
            }

            var param = new FieldReader(pair[1], path);
            result.Add(new SerializedParam
            {
                Name = FieldReader.Text(pair[0], path),
                Class = param.RequiredString("__class"),
                Default = param.AnyOrNull("default"),
                Description = param.String("description"),
                Schema = param.ObjectValue("schema"),
                Source = param.String("source"),
                Extra = param.Rest,
            });
        }

        return result.MoveToImmutable();
    }
}
