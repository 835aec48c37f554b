// Prints the structure of the built-in kinds that the mock cluster serves, as their Go types have
// it: the published OpenAPI does not say which empty values the API server leaves out. See
// structure.sh.
package main

import (
	"encoding/json"
	"maps"
	"os"
	"reflect"
	"slices"
	"strings"

	appsv1 "k8s.io/api/apps/v1"
	autoscalingv2 "k8s.io/api/autoscaling/v2"
	batchv1 "k8s.io/api/batch/v1"
	coordinationv1 "k8s.io/api/coordination/v1"
	corev1 "k8s.io/api/core/v1"
	discoveryv1 "k8s.io/api/discovery/v1"
	networkingv1 "k8s.io/api/networking/v1"
	policyv1 "k8s.io/api/policy/v1"
	rbacv1 "k8s.io/api/rbac/v1"
	schedulingv1 "k8s.io/api/scheduling/v1"
	storagev1 "k8s.io/api/storage/v1"
	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/intstr"
)

var kinds = map[string]any{
	"configmaps":                           corev1.ConfigMap{},
	"endpoints":                            corev1.Endpoints{},
	"events":                               corev1.Event{},
	"limitranges":                          corev1.LimitRange{},
	"namespaces":                           corev1.Namespace{},
	"nodes":                                corev1.Node{},
	"persistentvolumeclaims":               corev1.PersistentVolumeClaim{},
	"persistentvolumes":                    corev1.PersistentVolume{},
	"pods":                                 corev1.Pod{},
	"podtemplates":                         corev1.PodTemplate{},
	"replicationcontrollers":               corev1.ReplicationController{},
	"resourcequotas":                       corev1.ResourceQuota{},
	"secrets":                              corev1.Secret{},
	"serviceaccounts":                      corev1.ServiceAccount{},
	"services":                             corev1.Service{},
	"controllerrevisions.apps":             appsv1.ControllerRevision{},
	"daemonsets.apps":                      appsv1.DaemonSet{},
	"deployments.apps":                     appsv1.Deployment{},
	"replicasets.apps":                     appsv1.ReplicaSet{},
	"statefulsets.apps":                    appsv1.StatefulSet{},
	"horizontalpodautoscalers.autoscaling": autoscalingv2.HorizontalPodAutoscaler{},
	"cronjobs.batch":                       batchv1.CronJob{},
	"jobs.batch":                           batchv1.Job{},
	"leases.coordination.k8s.io":           coordinationv1.Lease{},
	"endpointslices.discovery.k8s.io":      discoveryv1.EndpointSlice{},
	"ingressclasses.networking.k8s.io":     networkingv1.IngressClass{},
	"ingresses.networking.k8s.io":          networkingv1.Ingress{},
	"networkpolicies.networking.k8s.io":    networkingv1.NetworkPolicy{},
	"poddisruptionbudgets.policy":          policyv1.PodDisruptionBudget{},
	"clusterrolebindings.rbac.authorization.k8s.io":  rbacv1.ClusterRoleBinding{},
	"clusterroles.rbac.authorization.k8s.io":         rbacv1.ClusterRole{},
	"rolebindings.rbac.authorization.k8s.io":         rbacv1.RoleBinding{},
	"roles.rbac.authorization.k8s.io":                rbacv1.Role{},
	"customresourcedefinitions.apiextensions.k8s.io": apiextensionsv1.CustomResourceDefinition{},
	"priorityclasses.scheduling.k8s.io":              schedulingv1.PriorityClass{},
	"storageclasses.storage.k8s.io":                  storagev1.StorageClass{},
}

var special = map[reflect.Type]string{
	reflect.TypeFor[metav1.Time]():          "time",
	reflect.TypeFor[metav1.MicroTime]():     "microTime",
	reflect.TypeFor[resource.Quantity]():    "quantity",
	reflect.TypeFor[intstr.IntOrString]():   "intOrString",
	reflect.TypeFor[runtime.RawExtension](): "any",
	reflect.TypeFor[metav1.FieldsV1]():      "any",
	// what these hold, the server's decoder does not look into either
	reflect.TypeFor[apiextensionsv1.JSON]():                         "any",
	reflect.TypeFor[apiextensionsv1.JSONSchemaPropsOrArray]():       "any",
	reflect.TypeFor[apiextensionsv1.JSONSchemaPropsOrBool]():        "any",
	reflect.TypeFor[apiextensionsv1.JSONSchemaPropsOrStringArray](): "any",
	reflect.TypeFor[metav1.Duration]():                              "string",
}

type structure struct {
	Kinds map[string]string            `json:"kinds"`
	Types map[string]map[string]string `json:"types"`
	names map[string]reflect.Type
}

// expression writes a type: "*" before a pointer, "[]" before a list, "{}" before a map.
func (s *structure) expression(t reflect.Type) string {
	if name, ok := special[t]; ok {
		return name
	}
	switch t.Kind() {
	case reflect.Pointer:
		return "*" + s.expression(t.Elem())
	case reflect.Slice:
		if t.Elem().Kind() == reflect.Uint8 {
			return "bytes"
		}
		return "[]" + s.expression(t.Elem())
	case reflect.Map:
		return "{}" + s.expression(t.Elem())
	case reflect.Struct:
		return s.add(t)
	default:
		return t.Kind().String()
	}
}

func (s *structure) add(t reflect.Type) string {
	name := t.Name()
	if known, ok := s.names[name]; ok && known != t {
		path := strings.Split(t.PkgPath(), "/")
		name = path[len(path)-2] + "." + name
	}
	if _, ok := s.Types[name]; ok {
		return name
	}
	fields := map[string]string{}
	s.names[name] = t
	s.Types[name] = fields
	s.fields(t, fields)
	return name
}

// fields adds "?" to those that are left out when empty and "!" to those left out when zero.
func (s *structure) fields(t reflect.Type, fields map[string]string) {
	for i := range t.NumField() {
		field := t.Field(i)
		name, options, _ := strings.Cut(field.Tag.Get("json"), ",")
		switch {
		case name == "-" || !field.IsExported():
		case name == "" && field.Anonymous:
			s.fields(field.Type, fields)
		case strings.Contains(options, "omitzero"):
			fields[name] = s.expression(field.Type) + "!"
		case strings.Contains(options, "omitempty"):
			fields[name] = s.expression(field.Type) + "?"
		default:
			fields[name] = s.expression(field.Type)
		}
	}
}

func main() {
	s := &structure{map[string]string{}, map[string]map[string]string{}, map[string]reflect.Type{}}
	// in order, for the second type of a name is called by its package, too
	for _, plural := range slices.Sorted(maps.Keys(kinds)) {
		s.Kinds[plural] = s.add(reflect.TypeOf(kinds[plural]))
	}
	out := json.NewEncoder(os.Stdout)
	out.SetEscapeHTML(false)
	if err := out.Encode(s); err != nil {
		panic(err)
	}
}
