namespace Airflow.Runtime.Frames.Messages;

/// <summary>Which code: a bundle and its version.</summary>
internal sealed record BundleInfo : FramePart
{
    public string Name { get; set; } = "";
    public string? Version { get; set; }

    internal override void Visit(ref FieldCodec fields)
    {
        Name = fields.Text("name"u8, Name);
        Version = fields.OptionalText("version"u8, Version);
    }
}
