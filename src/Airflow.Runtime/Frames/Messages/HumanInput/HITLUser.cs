namespace Airflow.Runtime.Frames.Messages;

/// <summary>Somebody who may answer.</summary>
internal sealed record HITLUser : FramePart
{
    public string Id { get; set; } = "";
    public string Name { get; set; } = "";

    internal override void Visit(ref FieldCodec fields)
    {
        Id = fields.Text("id"u8, Id);
        Name = fields.Text("name"u8, Name);
    }
}
