namespace Airflow.Engine.Templates;

/// <summary>Assigns values to names, members of namespaces, and several targets at once.</summary>
internal static class Binding
{
    public static void Assign(Target target, object? value, Frame frame)
    {
        switch (target)
        {
            case Target.Variable variable:
                frame.Set(variable.Id, value);
                break;
            case Target.Member member:
                var owner = frame.Resolve(member.Owner) as PyNamespace
                    ?? throw new TemplateException(TemplateErrorKind.TemplateRuntimeError, "cannot assign attribute on non-namespace object");
                owner.Set(member.Id, value);
                break;
            case Target.Unpack unpack:
                Unpack(unpack.Items, value, frame);
                break;
        }
    }

    private static void Unpack(List<Target> targets, object? value, Frame frame)
    {
        if (!PySequence.IsIterable(value))
        {
            throw value is PyUndefined undefined ? undefined.Error() : PyError.Type($"cannot unpack non-iterable {PyType.Name(value)} object");
        }

        var items = PySequence.Iterate(value, frame.Budget).Take(targets.Count + 1).ToList();
        if (items.Count != targets.Count)
        {
            throw PyError.Value(items.Count > targets.Count
                ? $"too many values to unpack (expected {targets.Count})"
                : $"not enough values to unpack (expected {targets.Count}, got {items.Count})");
        }

        for (var index = 0; index < targets.Count; index++)
        {
            Assign(targets[index], items[index], frame);
        }
    }
}
