namespace Airflow.Runtime.Frames.Messages;

/// <summary>The alias an event came through.</summary>
internal sealed record AssetAliasReference : FramePart
{
    public string Name { get; set; } = "";

    internal override void Visit(ref FieldCodec fields)
    {
        Name = fields.Text("name"u8, Name);
    }
}
