namespace Airflow.Engine.Dags;

/// <summary>Reads what a mapped task or group is expanded over.</summary>
internal static class ExpandInputReader
{
    public static SerializedExpandInput? Read(FieldReader fields, string name)
    {
        if (fields.ObjectValue(name) is not { } element)
        {
            return null;
        }

        var input = new FieldReader(element, fields.At(name));
        var type = input.RequiredString("type");
        return type is SerializedExpandInput.DictOfLists or SerializedExpandInput.ListOfDicts
            ? new SerializedExpandInput(type, input.Any("value") ?? throw new DagSerializationException(input.At("value"), "is required"))
            : throw new DagSerializationException(
                input.At("type"),
                $"is '{type}'; known are '{SerializedExpandInput.DictOfLists}' and '{SerializedExpandInput.ListOfDicts}'");
    }
}
