namespace Airflow.Engine.Templates;

/// <summary>Methods of set.</summary>
internal static class SetMethods
{
    public static PyFunction[] All { get; } =
    [
        new("add(self, elem)", call => Done(() => Set(call).Add(call[1]))),
        new("discard(self, elem)", call => Done(() => Set(call).Remove(call[1]))),
        new("remove(self, elem)", call => Set(call).Remove(call[1]) ? null : throw new TemplateException(TemplateErrorKind.KeyError, PyText.Repr(call[1]))),
        new("clear(self)", call => Done(Set(call).Clear)),
        new("copy(self)", call => new PySet(Set(call).Items)),
        new("update(self, other)", call => Done(() => call.Each(1).ToList().ForEach(Set(call).Add))),
        new("union(self, other)", call => new PySet(Set(call).Items.Concat(call.Each(1)))),
        new("intersection(self, other)", call => Other(call) is var other ? new PySet(Set(call).Items.Where(other.Contains)) : null),
        new("difference(self, other)", call => Other(call) is var other ? new PySet(Set(call).Items.Where(item => !other.Contains(item))) : null),
        new("symmetric_difference(self, other)", call => Other(call) is var other
            ? new PySet(Set(call).Items.Where(item => !other.Contains(item)).Concat(other.Items.Where(item => !Set(call).Contains(item))))
            : null),
        new("issubset(self, other)", call => Other(call) is var other && Set(call).Items.All(other.Contains)),
        new("issuperset(self, other)", call => Other(call).Items.All(Set(call).Contains)),
        new("isdisjoint(self, other)", call => !Other(call).Items.Any(Set(call).Contains)),
    ];

    private static PySet Set(BoundCall call) => call.As<PySet>(0);

    private static PySet Other(BoundCall call) => new(call.Each(1));

    private static object? Done(Action action)
    {
        action();
        return null;
    }
}
